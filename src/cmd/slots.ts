// How many things that take a processor each are done at once.

/** Lets so many run at once. */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  /** `count`: so many, at least one. */
  constructor(count: number) {
    this.free = count;
  }

  /** Does something when there is room for it. */
  async with<T>(act: () => Promise<T>): Promise<T> {
    if (this.free === 0) await new Promise<void>(go => this.waiting.push(go));
    else this.free--;
    try {
      return await act();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free++;
      else next();
    }
  }
}
