// Lists of nodes while they are read. An array that grows by `push` ends with room for 17 elements, and most lists have
// one or two; here the elements wait on a stack that all lists share, and the array is made when their number is known.
// That is a sixth of the memory of a tree.

export class ListStack<T> {
  private readonly items: T[] = [];
  private top = 0;

  /** Begins a list; the result is for `take`. */
  mark(): number {
    return this.top;
  }

  push(x: T): void {
    if (this.top === this.items.length) this.items.push(x);
    else this.items[this.top] = x;
    this.top++;
  }

  /** Ends the list that began at the mark. */
  take(mark: number): T[] {
    const { items, top } = this;
    this.top = mark;
    switch (top - mark) {
      case 0:
        return [];
      case 1:
        return [items[mark]!];
      case 2:
        return [items[mark]!, items[mark + 1]!];
      case 3:
        return [items[mark]!, items[mark + 1]!, items[mark + 2]!];
      default:
        return items.slice(mark, top);
    }
  }

  /** Lets go of the elements. */
  clear(): void {
    this.items.length = 0;
    this.top = 0;
  }
}
