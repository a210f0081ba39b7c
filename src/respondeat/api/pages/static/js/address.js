// Addresses of other pages: seen by the same eyes, of the same moment, without what is set aside. The same as place.py.

const LASTING = [
  "level", "recorded_at", "without_document", "without_origin", "without_modality", "min_confidence",
];

/** The address of a path with what is given: one value or several by each name; what is empty is left out. */
export function address(path, given = {}) {
  const here = new URLSearchParams(location.search);
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(given)) {
    for (const value of [values ?? []].flat()) if (value !== "") query.append(name, value);
  }
  for (const name of LASTING) for (const value of here.getAll(name)) query.append(name, value);
  query.append("language", document.documentElement.lang);
  return `${path}?${query}`;
}
