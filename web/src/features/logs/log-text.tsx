import type { CSSProperties } from 'react';
import { parseAnsi, type Style } from '@/lib/ansi';
import { textColour, tint } from '@/lib/ansi-colour';
import classes from './log-text.module.css';
import type { Matcher } from './matcher';
import { segments } from './segments';

interface LogTextProps {
  text: string;
  match: Matcher | undefined;
}

/** A message as a terminal shows it, with what was searched for marked. It is text, whatever it looks like. */
export function LogText({ text, match }: LogTextProps) {
  const spans = parseAnsi(text);
  const marks = match?.(spans.map((span) => span.text).join('')) ?? [];
  return segments(spans, marks).map((segment, index) => {
    const Tag = segment.marked ? 'mark' : 'span';
    return (
      <Tag key={index} className={segment.marked ? classes.mark : undefined} style={look(segment.style)}>
        {segment.text}
      </Tag>
    );
  });
}

function look({ colour, background, bold, dim, italic, underline, struck, inverse }: Style): CSSProperties {
  const [text, ground] = inverse ? [background, colour ?? 7] : [colour, background];
  return {
    color: text === undefined || ground !== undefined ? undefined : textColour(text),
    backgroundColor: ground === undefined ? undefined : tint(ground),
    fontWeight: bold && 700,
    opacity: dim && 0.85,
    fontStyle: italic && 'italic',
    textDecoration: [underline && 'underline', struck && 'line-through'].filter(Boolean).join(' ') || undefined,
  };
}
