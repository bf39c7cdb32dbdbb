const STRING = String.raw`("(?:\\.|[^"\\])*")`;
const COMMENT = new RegExp(String.raw`${STRING}|//.*|/\*[\s\S]*?\*/`, 'g');
const TRAILING_COMMA = new RegExp(String.raw`${STRING}|,(?=\s*[}\]])`, 'g');

/** JSON as editors let people write it: with comments and trailing commas. Undefined for what is not even that. */
export function parseLoosely(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** What the browser says is wrong with it. */
export function whyNot(text: string): string {
  try {
    parse(text);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

// what is left out leaves as much room, so that places which errors name are those of the text
const parse = (text: string): unknown => JSON.parse(text.replace(COMMENT, blank).replace(TRAILING_COMMA, blank));

const blank = (found: string, kept: string | undefined): string => kept ?? found.replace(/[^\n]/g, ' ');
