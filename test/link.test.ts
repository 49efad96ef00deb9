// Whole links of what gc compiled; see suites/link.ts.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { test } from 'node:test';
import { goTool } from './goroot.ts';
import { burrowLink, compileSource, options, tempDir } from './link-harness.ts';
import { register } from './suites/case.ts';
import { assertSameSections, linkCases, prepareLink } from './suites/link.ts';

if (goTool === null) {
  test('links', { skip: `no go command: ${linkCases.length} tests are skipped` }, () => {});
} else {
  const dir = prepareLink();
  process.on('exit', () => fs.rmSync(dir, { recursive: true, force: true }));
  register(linkCases, 'link: ');

  test('the comparison sees what differs', () => {
    const own = tempDir();
    try {
      const source = 'package main\n\nfunc main() { println("hello") }\n';
      const image = burrowLink(compileSource(own, source), options()).image!;
      const other = burrowLink(compileSource(own, source.replace('hello', 'world')), options()).image!;
      assertSameSections(image, image.slice(), null);
      assert.throws(() => assertSameSections(other, image, null), assert.AssertionError);
      assert.throws(() => assertSameSections(image, image.slice(), ['.none']));
    } finally {
      fs.rmSync(own, { recursive: true, force: true });
    }
  });
}
