"""What a service is called in words: files and forms often have its abbreviation."""

_IN_WORDS = {
    "ape": "adapted physical education",
    "bcba": "behavior analysis",
    "bii": "behavior intervention",
    "dhh": "deaf and hard of hearing",
    "ermhs": "educationally related mental health",
    "o&m": "orientation and mobility",
    "om": "orientation and mobility",
    "ot": "occupational therapy",
    "pt": "physical therapy",
    "slp": "speech and language",
    "slt": "speech and language",
    "st": "speech therapy",
    "vi": "visual impairment",
}


def service_in_words(service: str) -> str:
    """Return the service as it is said aloud; what is no abbreviation that we know stays."""
    return _IN_WORDS.get(service.strip().casefold(), service)
