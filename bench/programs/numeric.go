package main

import "math"

type body struct{ x, y, z, vx, vy, vz, mass float64 }

// nbody moves four bodies around a heavy one and gives their energy.
func nbody(steps int) any {
	bodies := []body{
		{mass: 39.5},
		{x: 4.84, y: -1.16, z: -0.10, vx: 0.61, vy: 2.81, vz: -0.02, mass: 0.0377},
		{x: 8.34, y: 4.12, z: -0.40, vx: -1.01, vy: 1.82, vz: 0.008, mass: 0.0113},
		{x: 12.89, y: -15.11, z: -0.22, vx: 1.08, vy: 0.87, vz: -0.011, mass: 0.0017},
		{x: 15.38, y: -25.92, z: 0.18, vx: 0.98, vy: 0.59, vz: -0.035, mass: 0.0020},
	}
	const dt = 0.01
	for range steps {
		for i := range bodies {
			a := &bodies[i]
			for j := i + 1; j < len(bodies); j++ {
				b := &bodies[j]
				dx, dy, dz := a.x-b.x, a.y-b.y, a.z-b.z
				d2 := dx*dx + dy*dy + dz*dz
				f := dt / (d2 * math.Sqrt(d2))
				a.vx -= dx * b.mass * f
				a.vy -= dy * b.mass * f
				a.vz -= dz * b.mass * f
				b.vx += dx * a.mass * f
				b.vy += dy * a.mass * f
				b.vz += dz * a.mass * f
			}
		}
		for i := range bodies {
			b := &bodies[i]
			b.x += dt * b.vx
			b.y += dt * b.vy
			b.z += dt * b.vz
		}
	}
	e := 0.0
	for _, b := range bodies {
		e += b.mass * (b.vx*b.vx + b.vy*b.vy + b.vz*b.vz) / 2
	}
	return e
}

// fannkuch counts the most flips that any permutation of n pancakes takes.
func fannkuch(n int) any {
	perm, work, count := make([]int, n), make([]int, n), make([]int, n)
	for i := range perm {
		perm[i] = i
	}
	most, sum, r, even := 0, 0, n, true
	for {
		for ; r > 1; r-- {
			count[r-1] = r
		}
		copy(work, perm)
		flips := 0
		for k := work[0]; k != 0; k = work[0] {
			for i, j := 0, k; i < j; i, j = i+1, j-1 {
				work[i], work[j] = work[j], work[i]
			}
			flips++
		}
		if flips > most {
			most = flips
		}
		if even {
			sum += flips
		} else {
			sum -= flips
		}
		for {
			if r == n {
				return [2]int{sum, most}
			}
			first := perm[0]
			for i := 0; i < r; i++ {
				perm[i] = perm[i+1]
			}
			perm[r] = first
			count[r]--
			if count[r] > 0 {
				break
			}
			r++
		}
		even = !even
	}
}

func entry(i, j int) float64 { return 1 / float64((i+j)*(i+j+1)/2+i+1) }

func times(v, out []float64, transposed bool) {
	for i := range out {
		s := 0.0
		for j, x := range v {
			if transposed {
				s += entry(j, i) * x
			} else {
				s += entry(i, j) * x
			}
		}
		out[i] = s
	}
}

// spectralNorm finds the largest singular value of an infinite matrix, cut off at n.
func spectralNorm(n int) any {
	u, v, w := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range u {
		u[i] = 1
	}
	for range 10 {
		times(u, w, false)
		times(w, v, true)
		times(v, w, false)
		times(w, u, true)
	}
	var uv, vv float64
	for i := range u {
		uv += u[i] * v[i]
		vv += v[i] * v[i]
	}
	return math.Sqrt(uv / vv)
}

// mandelbrot counts the points of an n by n grid that stay near.
func mandelbrot(n int) any {
	inside := 0
	for py := range n {
		ci := 2*float64(py)/float64(n) - 1
		for px := range n {
			cr := 2*float64(px)/float64(n) - 1.5
			var zr, zi, r2, i2 float64
			k := 0
			for ; k < 50 && r2+i2 <= 4; k++ {
				zi = 2*zr*zi + ci
				zr = r2 - i2 + cr
				r2, i2 = zr*zr, zi*zi
			}
			if k == 50 {
				inside++
			}
		}
	}
	return inside
}

// matrix multiplies n by n matrices.
func matrix(n int) any {
	make2 := func(seed int) [][]float64 {
		m := make([][]float64, n)
		for i := range m {
			m[i] = make([]float64, n)
			for j := range m[i] {
				m[i][j] = float64((i*seed+j)%17) / 3
			}
		}
		return m
	}
	a, b, c := make2(3), make2(5), make2(0)
	for i := range c {
		for j := range c[i] {
			s := 0.0
			for k := range b {
				s += a[i][k] * b[k][j]
			}
			c[i][j] = s
		}
	}
	return c[n/2][n/3]
}

// sieve counts the primes below n.
func sieve(n int) any {
	composite := make([]bool, n)
	count := 0
	for i := 2; i < n; i++ {
		if composite[i] {
			continue
		}
		count++
		for j := i * i; j < n; j += i {
			composite[j] = true
		}
	}
	return count
}
