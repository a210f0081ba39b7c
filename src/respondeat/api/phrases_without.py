"""What a question set aside, in words."""

from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

from .dataset import Dataset
from .proof import Json
from .without import document_title


def set_aside(data: Dataset, without: Json) -> str:
    """One sentence that stands above an answer from which something was left out."""
    parts = [f"the document {document_title(data, id)}" for id in without["documents"]]
    parts += [f"what {data.name(id)} says" for id in without["origins"]]
    parts += [f"what is said in the modality “{label(v.R + m)}”" for m in without["modalities"]]
    if least := without["confidence"]:
        parts.append(f"statements that an analyst gave less than {label(v.R + least)} confidence")
    return f"As if these were not there: {'; '.join(parts)}."
