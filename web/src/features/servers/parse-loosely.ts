const STRING = String.raw`("(?:\\.|[^"\\])*")`;
const COMMENT = new RegExp(String.raw`${STRING}|//.*|/\*[\s\S]*?\*/`, 'g');
const TRAILING_COMMA = new RegExp(String.raw`${STRING}|,(?=\s*[}\]])`, 'g');

/** JSON as editors let people write it: with comments and trailing commas. Undefined for what is not even that. */
export function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text.replace(COMMENT, '$1').replace(TRAILING_COMMA, '$1'));
  } catch {
    return undefined;
  }
}
