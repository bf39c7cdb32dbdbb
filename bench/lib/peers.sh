# Sourced by bench scripts after scripts/setup.sh: fetches the programs to compare with.

peers=$tools/bench
pm2=7.0.4

# PM2 from npm; sets PM2_COMMAND.
need_pm2() {
  want_node
  if [ ! -x "$peers/pm2-$pm2/node_modules/.bin/pm2" ]; then
    say "Fetching PM2 $pm2 …"
    npm install --prefix "$peers/pm2-$pm2" --no-audit --no-fund --loglevel=error "pm2@$pm2" >&2
  fi
  export PM2_COMMAND=$peers/pm2-$pm2/node_modules/.bin/pm2
}

# supervisor and runit as Debian's packages, unpacked rather than installed: a package would start its daemon.
need_debian_peers() {
  if [ ! -x "$peers/debian/usr/bin/runsvdir" ]; then
    say "Fetching supervisor and runit of Debian …"
    mkdir -p "$peers/packages"
    (cd "$peers/packages" && apt-get -q -o APT::Sandbox::User=root download supervisor runit python3-pkg-resources) >&2
    for package in "$peers"/packages/*.deb; do
      dpkg-deb -x "$package" "$peers/debian"
    done
  fi
  export DEBIAN_PEERS=$peers/debian
}

need_gcc() { command -v gcc >/dev/null || apt_install "the measured program" gcc libc6-dev || die "gcc is missing"; }
