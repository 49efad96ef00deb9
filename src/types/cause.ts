// Why something does not hold.

/** Takes the explanation of a predicate's "no"; passed as null where nobody wants one. Empty: no more can be said. */
export class Cause {
  text = '';
}
