/** Places that look like a variable, except {user}, which is filled in at sending. The server decides. */
export function openPlaces(text: string): string[] {
  const places = text.match(/\{\s*[\p{L}_][\p{L}\p{N}_ -]*\}?/gu) ?? [];
  return [...new Set(places)].filter((place) => place !== '{user}');
}
