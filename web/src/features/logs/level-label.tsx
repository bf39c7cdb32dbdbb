import classes from './level.module.css';
import type { Level } from './log-line';

/** A level by its word, in its colour. */
export function LevelLabel({ level }: { level: Level }) {
  return <span className={classes[level]}>{level}</span>;
}
