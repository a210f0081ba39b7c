"""Why statements contradict each other, or only seem to, in words."""

from typing import Final

KINDS: Final = {
    "heads": "two heads of one body",
    "postings": "one person, two things at once",
    "denials": "denials",
    "figures": "figures",
    "places": "places",
    "times": "times",
    "noted": "noted by an analyst",
}

BECAUSE: Final = {
    "two-heads": "each is attested as head of one body on the same days, and no source tells of both",
    "acting-head": "one of the two was acting head: somebody may have led the body while its head was away",
    "one-day-each": "each is attested as head on that one day alone: a handover on it would fit, "
    "and no source tells of one",
    "handover": "the one tenure ends on the day on which the other begins, as in a handover",
    "one-passage": "one and the same passage names both",
    "same-person": "a source holds both for one person",
    "custody-in-office": "attested in custody and as head of a body of the State on the same days; "
    "an office can be kept in name while its holder is held",
    "office-kept": "an office outside the State can be kept while its holder is held",
    "heads-far-apart": "head, on the same days, of two bodies in different places whose head is needed "
    "there, neither above the other",
    "two-posts": "nothing forbids to head two bodies at once",
    "moved": "the one tenure ends on the day on which the other begins, as when somebody is moved",
    "denied": "some attestations say so, others deny it",
    "only-denied": "attestations deny it, and no source in the data says so",
    "values": "both are given for one day, of the same people or things, and no number fits both",
    "values-undated": "no number fits both, but no source says that they are of the same day",
    "one-origin": "both go back to one origin, whose figure may have changed between the two",
    "other-as-of": "the figures are given for different days",
    "lower-bounds": "both are lower bounds: both can hold",
    "other-population": "by their words they count different people or things",
    "two-places": "in two places on one day; a move on that day is possible",
    "two-places-long": "in two places on several days in a row",
    "event-times": "one event, at times that have no day in common",
    "event-parts": "two beginnings or two ends of one event; one may speak of a part of it",
    "births": "two dates of birth of one person",
    "deaths": "two dates of death of one person",
    "foundings": "two beginnings or two ends of one body; it may have been founded anew",
    "appointments": "two dates of one appointment or release; somebody may have been appointed anew",
    "one-decree": "two dates of one appointment or release, by the same decree",
    "noted": "no rule finds it",
}
