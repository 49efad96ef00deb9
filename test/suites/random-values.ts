// The values of random programs (random-language.ts): patterns in Go, where `$T$` stands for an expression of type T, `#` for a
// small number and `@` for an index.

/** Patterns of a table: they stand on lines, or two blanks apart. */
function patterns(table: string): readonly string[] {
  return table.trim().split(/\s{2,}|\n/);
}

/** The types of variables; what is simple is more frequent. */
export const types = patterns(`
  int  int  int  string  string  bool  float64  uint8  int32  uint64  complex128  rune  []int  []int  []string
  []byte  map[string]int  map[int]string  map[Key]int  [4]int  [][]int  S  *S  E  *E  Num  Shape  Shape  any  any
  error  func(int) int  chan int  Stack[int]  Stack[string]  Pair[int, string]  Key  iter.Seq[int]
  iter.Seq2[int, string]
`);

/** Values of type int that are made of others. */
export const intValues = patterns(`
  len($string$)  len($[]int$)  cap($[4]int$)  l[@]  $[4]int$[@ & 3]  $S$.a  $S$.c[@ & 3]  $S$.Get()
  $map[string]int$[$string$]  $map[Key]int$[$Key$]  $func(int) int$($int$)  apply($func(int) int$, $int$)
  Sum($[]int$...)  $Stack[int]$.Len()  $Pair[int, string]$.First  $E$.Get()  $E$.a  area($Shape$, $int$)
  asInt($any$)  int((ks + $string$)[@])  int(real($complex128$))  func() int { return $int$ }()  copy(l, $[]int$)
  Max($int$, $int$)  len($[][]int$)  int($float64$)  first(divmod($int$, #))  bits.OnesCount64($uint64$)
  bits.LeadingZeros32(uint32($int32$))  bits.TrailingZeros64($uint64$&0xff | 1)  strings.Index($string$, "b")
  int(bits.RotateLeft(uint($int$), #))  bits.Len64($uint64$)  int(bits.ReverseBytes32(uint32($int32$)))  int(bits.Reverse8($uint8$))
  int(high(bits.Mul64($uint64$, $uint64$)))  int(high(bits.Add64($uint64$, $uint64$, 1)))  int(high(bits.Sub64($uint64$, 5, 0)))
  int(atomic.AddInt64(&ga, int64($int$)))  int(atomic.SwapInt64(&ga, 7))  int(atomic.LoadInt64(&ga))  $any$.(int)  len([]rune($string$))
  int(uint64($float64$))  int(uint32($float64$))  int(1 << $int$)  ($int$ >> $int$)  $any$.(Shape).Area(2)  int(float32($float64$))
`);

/** How values of a type are made, by type. */
export const valuesOf: Readonly<Record<string, readonly string[]>> = {
  string: patterns(`
    "k#"  "a"  ""  "héllo wörld"  s  ($string$ + $string$)  str($int$)  string($[]byte$)  string($rune$)
    s[min(1, len(s)):]  $S$.b  $Pair[int, string]$.Second  fmt.Sprint($int$, $bool$)  $map[int]string$[$int$]
    concat($string$, "-", $string$, str($int$))  describe($any$)  strings.ToUpper($string$)
    strings.Repeat($string$, @)  fmt.Sprintf("%T", $any$)  $Num$.String()  Join($[]string$, "+")  errText($error$)
    ($string$ + str($int$) + $string$ + "!" + $string$)
    string([]rune($string$))  $any$.(string)  $any$.(fmt.Stringer).String()  fmt.Sprint($any$ == nil, $error$)
  `),
  bool: patterns(`
    true  false  (n > #)  (len(s) == #)  ($int$ < $int$)  ($string$ == $string$)  ($string$ < $string$)  !$bool$
    ($bool$ && $bool$)  ($bool$ || $bool$)  ($float64$ <= $float64$)  (p == nil)  ($any$ == any($int$))
    ($Key$ == $Key$)  ($error$ != nil)  ($[4]int$ == $[4]int$)  ($complex128$ != $complex128$)  isShape($any$)
    ($uint8$ >= $uint8$)  same($Shape$, $Shape$)  slices.Contains($[]int$, $int$)  errors.Is($error$, errBase)
    ($uint64$ > $uint64$)
    ($float64$ != $float64$)  atomic.CompareAndSwapInt64(&ga, 7, int64($int$))  ($float64$ > $float64$)  ($complex128$ == $complex128$)
  `),
  float64: patterns(`
    (kf + 1.5)  (kf + 0.1)  (kf - 2.25)  (kf * #)  float64($int$)  ($float64$ + $float64$)  ($float64$ * $float64$)
    ($float64$ / $float64$)  -$float64$  math.Sqrt($float64$)  math.Floor($float64$)  float64(float32($float64$))
    imag($complex128$)  math.Abs($float64$)  max($float64$, $float64$)  math.FMA($float64$, 2, $float64$)
    float64($uint64$)  math.Float64frombits($uint64$ >> 2)
    math.Ceil($float64$)  math.Trunc($float64$)  math.RoundToEven($float64$)  math.Copysign($float64$, -1)  min($float64$, $float64$)
    float64(float32($float64$) * float32($float64$))  float64($uint8$)
  `),
  complex128: patterns(`
    complex(kf, 2)  complex(kf + 1, 3)  complex($float64$, $float64$)  ($complex128$ * $complex128$)  ($complex128$ - $complex128$)
    ($complex128$ / (1 + 2i))  -$complex128$
  `),
  '[]int': patterns(`
    []int(nil)  l  []int{#, #, #}  []int{2: $int$, 5: #}  append($[]int$, $int$)  make([]int, #, 30)  pad(l)[:@]
    gs.c[:]  gs.c[1:3:4]  Map($[]int$, $func(int) int$)  slices.Clone($[]int$)  slices.Collect($iter.Seq[int]$)
    append([]int(nil), $[]int$...)  make([]int, $int$ & 7)
  `),
  '[]string': patterns(`
    []string{"x", $string$}  []string(nil)  strings.Split($string$, "l")  append($[]string$, $string$, "q")
    Map($[]int$, str)  make([]string, @)
  `),
  '[]byte': patterns(`
    []byte($string$)  []byte{1, 2, uint8($int$)}  append($[]byte$, $string$...)  append([]byte("ab"), $uint8$)
    bytes.ToUpper($[]byte$)
  `),
  'map[string]int': patterns(`
    gm  map[string]int{"a": #, ks + $string$: $int$}  make(map[string]int)  count($[]string$)  map[string]int{}
  `),
  'map[int]string': patterns(`
    map[int]string{1: "one", k + $int$: $string$}  make(map[int]string, #)  map[int]string{}
  `),
  'map[Key]int': patterns(`
    map[Key]int{{1, "x"}: #, $Key$: $int$}  make(map[Key]int)
  `),
  '[4]int': patterns(`
    [4]int{#, $int$}  [...]int{1, 2, 3, $int$}  $S$.c  [4]int{3: $int$}
  `),
  '[][]int': patterns(`
    [][]int{{1, 2}, $[]int$, nil}  make([][]int, 3)  append($[][]int$, $[]int$)
  `),
  S: patterns(`
    gs  S{}  S{a: $int$, b: $string$}  *$*S$  S{1, "two", [4]int{3}, nil}  $S$.With($int$)  mkS($int$)
  `),
  '*S': patterns(`
    &S{a: $int$}  &gs  new(S)  mkP($int$, $string$)  ge.S.next
  `),
  E: patterns(`
    E{}  E{S: $S$, Shape: $Shape$, w: $float64$}  *$*E$
  `),
  '*E': patterns(`
    &E{S: $S$}  &ge  new(E)  &E{Shape: Num(#)}
  `),
  Shape: patterns(`
    Num($int$)  Square{$int$}  &E{S: $S$, Shape: Num(2)}  pick($int$)  Shape(nil)  gsh  Shape(Square{#})
    E{Shape: Num(#)}
  `),
  any: patterns(`
    any($int$)  any($string$)  any($float64$)  any($S$.a)  any($Num$)  any($Key$)  any(nil)  any($error$)
    any($bool$)  any([]int{#})  any($Shape$)  any($uint8$)  any($Stack[int]$)  any($[4]int$)  any(struct{}{})
    any(int16($int$))  any($int32$)  any($uint64$)  any($complex128$)  any(float32($float64$))  any([]string{$string$})
  `),
  error: patterns(`
    fail($bool$)  errors.New($string$)  error(nil)  errBase  fmt.Errorf("w: %w", $error$)  error(&failure{$int$})
  `),
  'func(int) int': patterns(`
    double  func(x int) int { return x + $int$ }  adder($int$)  compose($func(int) int$, $func(int) int$)
    $Num$.Plus  gs.Add  func(x int) int { n += x; return n }  double2[int]
  `),
  'chan int': patterns(`
    make(chan int, 3)  filled(@)
  `),
  'Stack[int]': patterns(`
    Stack[int]{}  NewStack($int$, $int$)  NewStack($[]int$...)  $Stack[int]$.Push($int$)
  `),
  'Stack[string]': patterns(`
    NewStack($string$)  Stack[string]{}  NewStack($[]string$...)  $Stack[string]$.Push($string$)
  `),
  'Pair[int, string]': patterns(`
    Pair[int, string]{$int$, $string$}  MakePair($int$, $string$)  $Pair[int, string]$.With($int$)
    Zip($[]int$, $[]string$)
  `),
  Key: patterns(`
    Key{$int$, $string$}  Key{n: #}  Key{1, "x"}
  `),
  'iter.Seq[int]': patterns(`
    upTo($int$ & 7)  slices.Values($[]int$)  filter($iter.Seq[int]$, $func(int) int$)  $Stack[int]$.All()  evens
    func(yield func(int) bool) { _ = yield($int$) && yield($int$) }
  `),
  'iter.Seq2[int, string]': patterns(`
    slices.All($[]string$)  enumerate($string$, $string$)
    func(yield func(int, string) bool) { if yield(1, $string$) { yield(2, "z") } }
  `),
};
