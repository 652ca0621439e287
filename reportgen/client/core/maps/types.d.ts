/** What a map is drawn from. */
import type { Axis, Domain } from "../sql/plots/types.d.ts";

/** A class of points: a value of what the colors say. */
export interface MapSeries {
  label: string;
  /** The condition of its rows; empty where that cannot be said. */
  term: string;
  /** How many points it has. */
  n: number;
  /** The middle of its points. */
  at: [number, number] | null;
}

/** Points as columns. */
export interface MapPoints {
  x: number[];
  y: number[];
  series: number[];
  /** The numbers of their rows. */
  ids: number[];
}

export interface MapGrid {
  x: Domain;
  y: Domain;
  /** `[column, row, count, most frequent class]`, rows counted from the lowest. */
  cells: [number, number, number, number][];
}

export interface MapAnswer {
  kind: "map";
  /** What is mapped, and how. */
  title: string;
  /** How many points there are. */
  count: number;
  x: Axis;
  y: Axis;
  /** What the colors say; null where there is one color. */
  color: string | null;
  /** Whether the colors are steps of a scale. */
  steps: boolean;
  series: MapSeries[];
  /** What is not drawn, and why. */
  notes: string[];
  /** The names of the coordinates, as filters write them. */
  texts: { x: string; y: string };
  points?: MapPoints;
  /** In place of points, where these are too many. */
  grid?: MapGrid;
}
