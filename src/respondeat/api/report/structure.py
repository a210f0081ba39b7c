"""What the report of a structure tells by name: the boxes at the ends of its links."""

from .words import Json


def with_ends(answer: Json) -> Json:
    """The answer with entities where its links and groups have the ids of boxes."""
    nodes = {box["node"]["id"]: box["node"] for box in answer["boxes"]}
    return {
        **answer,
        "links": [
            {**link, "source": nodes[link["source"]], "target": nodes[link["target"]]}
            for link in answer["links"]
        ],
        "denied": [
            {**link, "source": link["ends"][0], "target": link["ends"][1], "ends": []}
            for link in answer["denied"]
        ],
        "groups": [{**group, "under": nodes[group["under"]]} for group in answer["groups"]],
    }
