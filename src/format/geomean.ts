// Whether a key's size differs so much from the sizes before it that their alignment should end: by more than 2.5 times
// from their geometric mean.

/** The ratio at which alignment ends. */
const threshold = 2.5;

/** Sizes of which the geometric mean is wanted. */
export class Sizes {
  private logSum = 0;
  private count = 0;

  clear(): void {
    this.logSum = 0;
    this.count = 0;
  }

  add(size: number): void {
    this.logSum += Math.log(size);
    this.count++;
  }

  get empty(): boolean {
    return this.count === 0;
  }

  /** Whether the size is out of proportion to the mean. */
  differs(size: number): boolean {
    const ratio = size / Math.exp(this.logSum / this.count);
    return threshold * ratio <= 1 || threshold <= ratio;
  }
}
