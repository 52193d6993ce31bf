import { median } from './figure.ts';

/** Measures something. */
export type Measure = () => Promise<number>;

/** The same thing, measured here and there in turns: a pair has the same load of the machine. */
export class Pairs {
  readonly #values: number[] = [];
  readonly #references: number[] = [];

  /** Measures one more pair; who is first alternates. */
  async add(measure: Measure, reference: Measure): Promise<void> {
    if (this.#values.length % 2 === 0) {
      this.#values.push(await measure());
      this.#references.push(await reference());
    } else {
      this.#references.push(await reference());
      this.#values.push(await measure());
    }
  }

  get value(): number {
    return median(this.#values);
  }

  get reference(): number {
    return median(this.#references);
  }

  /** The median of the pairs' ratios, which differs from the ratio of the medians under an uneven load. */
  get ratio(): number {
    return median(this.#values.map((value, index) => value / (this.#references[index] as number)));
  }
}
