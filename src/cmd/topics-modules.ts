// Help topics about modules.

import type { Topic } from './topics-build.ts';

export const goauth: Topic = {
  text: `GOAUTH is a list, separated by semicolons, of how to log in to servers of modules over HTTPS; netrc by default.

	off	not at all; stands alone
	netrc	.netrc (_netrc on Windows) in the home directory, or the file that NETRC names
	git dir	'git credential fill' in that directory, which is absolute; told afterwards what worked ('approve', 'reject')
	command	a program with its arguments

A program prints what to send where:

	Response      = { CredentialSet } .
	CredentialSet = URLLine { URLLine } BlankLine { HeaderLine } BlankLine .
	URLLine       = /* URL that starts with "https://" */ '\\n' .
	HeaderLine    = /* HTTP Request header */ '\\n' .
	BlankLine     = '\\n' .

Before the first request each entry is asked with no argument. Where a server answers with a status of 400 to 499, the
programs are asked again, with the address as an argument and the server's answer (status, headers, blank line) on standard
input; then the request is made once more. Headers are sent to addresses that start like one of the set's. What comes first in
the list wins.
`,
};

export const gomod: Topic = {
  text: `A module is a tree of packages with a go.mod file at its root; the one that a command starts in is the main module. go.mod
says, a directive a line, what the module is and needs:

	module example.com/m	its path, which import paths start with
	go 1.26	the language version, and the least Go release
	toolchain go1.26.8	the release that is preferred
	godebug default=go1.25	settings of GODEBUG for its programs
	require example.com/a v1.2.3	a module and its least version; '// indirect' where no package of it is imported
	exclude example.com/a v1.2.4	a version that does not count
	replace example.com/a => ../a	other contents, of a directory or a module version
	retract [v1.0.0, v1.0.5]	own versions that should not be used
	tool example.com/a/cmd/t	a program for 'tool'
	ignore ./node_modules	a directory that patterns pass over

Directives of one kind may share a block in parentheses, comments are those of Go. In exclude, replace, require and retract a
branch, a commit or 'latest' may stand for a version: the next command that may write go.mod puts the version in its place.
exclude and replace count in main modules alone.

'mod tidy' makes requirements match the imports, 'get' changes them, 'mod edit' changes the file and nothing else, 'mod init'
starts one. -modfile=file.mod reads and writes another file, with file.sum beside it. Commands that only read (-mod=readonly,
the default) end with an error where go.mod would have to change; with -mod=mod they change it.
`,
};

export const gopath: Topic = {
  text: `GOPATH is a list of directories, by default go in the home directory. In module mode, which is the rule, only two things in it
count: $GOPATH/pkg/mod is the module cache unless GOMODCACHE names another, and 'install' puts programs into $GOPATH/bin
unless GOBIN does.

In GOPATH mode (GO111MODULE=off) source files are found there: the package of import path x/y is in $GOPATH/src/x/y, of the
first entry that has it, and 'install' puts archives below $GOPATH/pkg. There

	- code in or below a directory internal can be imported from the tree of its parent alone;
	- a directory vendor holds packages that code in the tree of its parent imports in place of others: x/vendor/y is y there.

GOPATH mode has no versions, and 'get' does not work in it.
`,
};

export const goproxy: Topic = {
  text: `GOPROXY says where modules come from: a list of addresses of module proxies. After a comma the next entry is asked where
the one before has no such module (404, 410), after a bar after any failure. direct stands for the module's own repository,
off for nothing more. An address is https, http or file; a directory may be one, also $GOMODCACHE/cache/download of
another machine.

A proxy answers GET requests below its address, with upper case letters of paths and versions written as ! and the lower case
one:

	$module/@v/list	the versions, a line each
	$module/@v/$version.info	JSON: Version, Time, Origin
	$module/@v/$version.mod	go.mod
	$module/@v/$version.zip	the files
	$module/@latest	like .info, where there are no versions

What is fetched is compared with go.sum and the checksum database before it is kept ('help module-auth'). Requests that fail
by a broken connection or with 429, 502, 503 or 504 are made again, four times in all; downloads of zips go on where they
broke off where the server can do that.
`,
};

export const importpath: Topic = {
  text: `An import path names a package. One that starts with ./ or ../ is a directory, on the command line alone. The standard library
has the paths whose first element has no dot. All others start with the path of a module, which is a place on the net:

	example.com/m/v2/pkg	package pkg of module example.com/m/v2, found by its proxy ('help goproxy') or its repository

Where a module is fetched from its repository, some hosts are known by their addresses:

	github.com/user/project	git
	bitbucket.org/user/project	git
	hub.jazz.net/git/user/project	git
	git.apache.org/project.git	git
	git.openstack.org/project	git
	chiselapp.com/user/NAME/repository/project	fossil
	launchpad.net/project	bzr

A path may say itself where its repository ends and of what kind it is: example.org/repo.git/foo. For any other, the page
https://PATH?go-get=1 is read, whose <head> must hold

	<meta name="go-import" content="import-prefix vcs repo-root [subdirectory]">

with vcs one of bzr, fossil, git, hg, svn, or mod for a proxy at that address. Where the prefix is shorter than the path, its
own page must say the same. burrow fetches git and mod.

A package may state its path in an import comment: package math // import "path". Elsewhere it then cannot be imported.
Modules do without.
`,
};

export const modules: Topic = {
  text: `Modules are how Go code is distributed: packages that are versioned together, with a go.mod file at their root ('help go.mod').
A build uses, of each module that the main modules need, the highest version that any of them requires: minimal version
selection. 'list -m all' shows what was selected, 'mod graph' why, 'mod why' what imports it.

	mod init	starts a module
	mod tidy	adds and drops requirements by the imports
	get	adds, raises, lowers, drops
	mod vendor	copies what is imported into vendor; used by itself from go 1.14 on
	mod download	fetches, mod verify compares what was fetched
	work init	starts a workspace: several main modules at once

Versions are v1.2.3, with a prerelease as in v1.2.3-beta.1; v0 and v1 share a path, v2 and later end the path in /v2. A commit
without a tag is a pseudo-version: v0.0.0-20260102030405-0123456789ab. A word after @ asks for a version:

	@v1.2.3	that one
	@v1, @v1.2	the highest that starts so
	@<v1.2.3, @>=v1.5	the nearest in the range
	@latest	the highest release, else the highest prerelease, else the newest commit
	@upgrade	latest, unless what is in use is newer
	@patch	the highest of the same minor version
	@none	no version (get)
	@master, @0123abc	a branch, a tag, a commit

-mod=mod has commands change go.mod as needed, -mod=readonly refuse, -mod=vendor use vendor alone.

The whole account is https://go.dev/ref/mod.
`,
};

export const moduleauth: Topic = {
  text: `go.sum beside go.mod holds a line for each module version that a build has come to, and one for its go.mod alone:

	example.com/m v1.2.3 h1:...
	example.com/m v1.2.3/go.mod h1:...

The hash is of the names and contents of the files. What is downloaded must match; where it does not, the command ends with a
security error and nothing is kept. A missing line is added ('mod tidy', 'get', 'mod download'), after the checksum database was
asked: GOSUMDB, sum.golang.org by default, a public log of hashes that is signed. It is checked that the record is in the log
and that the log only ever grew. GONOSUMDB and GOPRIVATE except modules from that, GOSUMDB=off turns it off for all.

'mod verify' hashes again what is in the module cache.
`,
};

export const privatecode: Topic = {
  text: `By default modules come from a public proxy and their hashes are compared with a public database: both learn the paths. For
code that is not public, patterns of module path prefixes, separated by commas, in the syntax of path.Match, say otherwise:

	GOPRIVATE=*.corp.example.com,example.org/secret	neither proxy nor database
	GONOPROXY=...	no proxy; takes the place of GOPRIVATE there
	GONOSUMDB=...	no database; the same
	GOINSECURE=...	may be fetched without TLS

GONOPROXY=none with a GOPRIVATE and a company's own GOPROXY has all modules come from that proxy, the private ones without the
database. 'env -w' keeps such settings. 'help goauth' is about logging in, 'help vcs' about version control.
`,
};

export const vcs: Topic = {
  text: `Fetching a module from its repository runs a version control program, which a hostile server might attack. GOVCS says which may
be run where: rules pattern:list, separated by commas. A pattern is a module path prefix as in GOPRIVATE, or public or private,
which are all others by GOPRIVATE. The list is programs separated by |, or all, or off. The first rule that matches counts;
after all come

	public:git|hg,private:all

GOVCS=github.com:git,evil.example.com:off,*:git|hg has git alone for github.com, nothing for evil.example.com and both for the
rest. Of bzr, fossil, git, hg and svn burrow runs git; where a module needs another one, it says so.
`,
};
