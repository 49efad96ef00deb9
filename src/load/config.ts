// The settings that a command works under: the distribution, the target, the directories, the variables of the go
// command with the order of their sources (environment, the user's file, the distribution's go.env, a default).

import { IOError, type Host } from '../host/host.ts';
import * as path from '../host/path.ts';
import { archLevel, archVariables, otherLevelsError, type ArchLevel } from '../target/archlevel.ts';
import { parseExperiments } from '../target/experiment.ts';
import { defaultCC, exeSuffix, portOf } from '../target/platform.ts';
import { ConfigError } from './config-error.ts';
import { envFileName, readEnvFile, userCacheDir } from './envfile.ts';
import { burrowCache, findGoroot, unsupported, type Goroot } from './goroot.ts';
import * as gover from './mod/gover.ts';

/** The names that may stand in the file of settings. */
export const knownVariables: ReadonlySet<string> = new Set([
  ...`AR CC CGO_CFLAGS CGO_CFLAGS_ALLOW CGO_CFLAGS_DISALLOW CGO_CPPFLAGS CGO_CPPFLAGS_ALLOW CGO_CPPFLAGS_DISALLOW
  CGO_CXXFLAGS CGO_CXXFLAGS_ALLOW CGO_CXXFLAGS_DISALLOW CGO_ENABLED CGO_FFLAGS CGO_FFLAGS_ALLOW CGO_FFLAGS_DISALLOW
  CGO_LDFLAGS CGO_LDFLAGS_ALLOW CGO_LDFLAGS_DISALLOW CXX FC GCCGO GO111MODULE GOARCH GOAUTH GOBIN GOCACHE GOCACHEPROG
  GOENV GOEXE GOEXPERIMENT GOFIPS140 GOFLAGS GOGCCFLAGS GOHOSTARCH GOHOSTOS GOINSECURE GOMODCACHE GONOPROXY GONOSUMDB
  GOOS GOPATH GOPRIVATE GOPROXY GOROOT GOSUMDB GOTMPDIR GOTOOLCHAIN GOTOOLDIR GOVCS GOWORK GO_EXTLINK_ENABLED
  PKG_CONFIG`.split(/\s+/),
  ...archVariables,
]);

/** A value and whether it differs from what an empty environment would give. */
export interface Setting {
  readonly value: string;
  readonly changed: boolean;
}

/** How the release was chosen, for messages. */
export interface Startup {
  /** $GOTOOLCHAIN. */
  gotoolchain: string;
  /** The go.work or go.mod file that had a say, and what it said. */
  autoFile: string;
  autoGo: string;
  autoToolchain: string;
}

/** What a command is set to; it does not change while the command runs. */
export class Config {
  readonly host: Host;
  readonly goroot: string;
  /** The distribution's release: go1.26.8. */
  readonly release: string;
  /** The Go that modules see: `go` with a version, the release's but in tests. */
  readonly goVersion: string;
  /** The name of that toolchain: goVersion, perhaps with a suffix. */
  readonly toolchain: string;
  readonly startup: Startup = { gotoolchain: '', autoFile: '', autoGo: '', autoToolchain: '' };
  readonly goos: string;
  readonly goarch: string;
  /** The machine's own variable. */
  readonly level: ArchLevel;
  readonly cgoEnabled: boolean;
  readonly cgoChanged: boolean;
  /** The experiments that are on. */
  readonly experiments: readonly string[];
  /** The shortest $GOEXPERIMENT that means the same. */
  readonly cleanExperiment: string;
  /** $GOFIPS140 where it asks for the FIPS 140 module: `latest`, a version, or a word for one; else ''. */
  readonly fips140: string;
  /** What is wrong with $GOEXPERIMENT, $GOFIPS140 or machines' variables; every command but `env -w` refuses to go on. */
  readonly error: string;
  /** The first entry of $GOPATH counts for what is written; '' where there is none. */
  readonly gopath: string;
  /** The module cache; '' where there is no place for one. */
  readonly modcache: string;
  /** burrow's own cache; '' where there is no place for one. */
  readonly burrowCache: string;
  private readonly user: ReadonlyMap<string, string>;
  private readonly distribution: ReadonlyMap<string, string>;

  /** `toolchain` is the release to stand for; '' for the distribution's own. */
  constructor(host: Host, goroot: Goroot, toolchain = '') {
    this.host = host;
    this.goroot = goroot.dir;
    this.release = goroot.version;
    const name = toolchain || goroot.version;
    const version = gover.fromToolchain(name);
    // What has no version is the release that is being worked on.
    this.goVersion = version === '' ? 'go' + gover.language(goroot.version.slice(2)) : 'go' + version;
    this.toolchain = version === '' ? this.goVersion : name;
    this.user = readEnvFile(host, envFileName(host).file);
    this.distribution = readEnvFile(host, path.join(goroot.dir, 'go.env'));
    this.goos = this.getenv('GOOS') || host.os;
    this.goarch = this.getenv('GOARCH') || host.arch;
    this.level = archLevel(
      this.goarch,
      levelSetting(this.goarch, name => this.getenv(name)),
    );
    const experiments = parseExperiments(this.goos, this.goarch, this.getenv('GOEXPERIMENT'));
    this.experiments = typeof experiments === 'string' ? [] : experiments.enabled;
    this.cleanExperiment = typeof experiments === 'string' ? '' : experiments.clean;
    const fips = this.getenv('GOFIPS140');
    this.fips140 = fips === 'off' ? '' : fips;
    this.error =
      (isFipsSetting(fips) ? '' : 'invalid GOFIPS140: must be off, latest, inprocess, certified, or v1.Y.Z') ||
      this.level.error ||
      otherLevelsError(name => this.getenv(name)) ||
      (typeof experiments === 'string' ? experiments : '');

    const byDefault = this.defaultCgo();
    const cgo = this.getenv('CGO_ENABLED');
    this.cgoEnabled = cgo === '0' || cgo === '1' ? cgo === '1' : byDefault;
    this.cgoChanged = this.cgoEnabled !== byDefault;

    this.gopath = this.setting('GOPATH', this.defaultGopath()).value;
    const first = this.gopath.split(host.os === 'windows' ? ';' : ':', 1)[0]!;
    this.modcache = this.setting('GOMODCACHE', first === '' ? '' : path.join(first, 'pkg/mod')).value;
    this.burrowCache = burrowCache(host);
  }

  /** The same settings with files as another host shows them. */
  on(host: Host): Config {
    return Object.assign(Object.create(Config.prototype) as Config, this, { host });
  }

  /** The value of a variable of the go command, '' where it is not set. */
  getenv(name: string): string {
    return this.host.getenv(name) || (this.user.get(name) ?? this.distribution.get(name) ?? '');
  }

  /** The name may stand in the file of settings. */
  isKnown(name: string): boolean {
    return knownVariables.has(name) || this.user.has(name) || this.distribution.has(name);
  }

  /** A variable with its default; it is changed where it is neither the default nor what go.env says. */
  setting(name: string, initial: string): Setting {
    const value = this.getenv(name);
    if (value === '') return { value: initial, changed: false };
    return { value, changed: value !== (this.distribution.get(name) ?? initial) };
  }

  /** The default of $GOPATH. */
  defaultGopath(): string {
    const home = this.host.home();
    if (home === '') return '';
    const dir = path.join(home, 'go');
    return dir === this.goroot ? '' : dir;
  }

  /** The go command's own build cache: the directory, or `off` and why. */
  gocache(): Setting & { readonly why: string } {
    const dir = userCacheDir(this.host);
    const own = this.getenv('GOCACHE');
    const initial = dir.startsWith('!') ? 'off' : path.join(dir, 'go-build');
    if (own === '') {
      return {
        value: initial,
        changed: false,
        why: initial === 'off' ? `GOCACHE is not defined and ${dir.slice(1)}` : '',
      };
    }
    if (path.isAbs(own) || own === 'off') return { value: own, changed: own !== initial, why: '' };
    return { value: 'off', changed: own !== initial, why: 'GOCACHE is not an absolute path' };
  }

  /** cgo is on by default for the host's own target where a C compiler is at hand. */
  private defaultCgo(): boolean {
    const { host } = this;
    if (this.goos !== host.os || this.goarch !== host.arch || portOf(this.goos, this.goarch)?.cgo !== true)
      return false;
    return host.getenv('CC') !== '' || onPath(host, defaultCC(this.goos));
  }

  get exeSuffix(): string {
    return exeSuffix(this.goos);
  }

  /** The version of the language of the release, as -lang has it: go1.26; '' where the release has no number. */
  get language(): string {
    return /^go1\.\d+/.exec(this.release)?.[0] ?? '';
  }

  /** What `runtime.Version` of a built program says: the release and the experiments that are not Go's default. */
  get buildVersion(): string {
    const { release, cleanExperiment } = this;
    if (cleanExperiment === '') return release;
    return `${release}${release.includes('-') ? ' ' : '-'}X:${cleanExperiment}`; // go/version knows suffixes after -
  }
}

function levelSetting(goarch: string, getenv: (name: string) => string): string {
  const { name } = archLevel(goarch, '');
  return name === '' ? '' : getenv(name);
}

function onPath(host: Host, program: string): boolean {
  const windows = host.os === 'windows';
  for (const dir of host.getenv('PATH').split(windows ? ';' : ':')) {
    const st = host.stat(path.join(dir === '' ? '.' : dir, windows ? program + '.exe' : program));
    if (!(st instanceof IOError) && (windows || (st.mode & 0o111) !== 0)) return true;
  }
  return false;
}

/** Finds the distribution, or fetches it, and reads the settings. */
export async function readConfig(host: Host, toolchain = ''): Promise<Config> {
  const setting = readEnvFile(host, envFileName(host).file).get('GOROOT') ?? '';
  const passedOver: Goroot[] = [];
  const found = findGoroot(host, setting, other => passedOver.push(other));
  if (found !== null) return new Config(host, found, toolchain);
  if (passedOver.length > 0) host.stderr.write(`go: ${unsupported(passedOver[0]!)}\n`);
  const { fetchDistribution } = await import('./distribution.ts');
  return new Config(host, await fetchDistribution(host), toolchain);
}

/** Ends the command where the machine's variable or the experiments are not what Go knows. */
export function checkSettings(config: Config): void {
  if (config.error !== '') throw new ConfigError(config.error, 'go: ', 2);
}

/** A version of the FIPS module may be named that is not there: that is found out when it is opened (fips140.ts). */
function isFipsSetting(value: string): boolean {
  return /^(?:|off|latest|inprocess|certified|v1\.[0-9]+\.[0-9]+(?:-(?:rc[0-9]+|.{8}))?)$/.test(value);
}

/** Ends the command where the target is not one that Go knows: `list` does not ask, all else does. */
export function checkTarget(config: Config): void {
  checkSettings(config);
  if (portOf(config.goos, config.goarch) === null) {
    throw new ConfigError(`unsupported GOOS/GOARCH pair ${config.goos}/${config.goarch}`, 'go: ', 2);
  }
}
