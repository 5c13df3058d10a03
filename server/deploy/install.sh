#!/bin/sh
# Installs this folder as /opt/cockpit with a service of its own, or a newer version over an older one.
# DESTDIR puts everything below another folder, as packagers do, and leaves the machine itself alone.
set -eu
here=$(dirname "$(readlink -f "$0")")
name=$(basename "$here")
to=${DESTDIR:-}

if [ -z "$to" ] && [ "$(id -u)" != 0 ]; then
  echo "请用 root 运行 · Run it as root: sudo ./install.sh" >&2
  exit 1
fi

mkdir -p "$to/opt" "$to/etc/systemd/system" "$to/usr/local/bin"
rm -rf "$to/opt/$name.new"
cp -a "$here" "$to/opt/$name.new"
rm -rf "${to:?}/opt/$name"
mv "$to/opt/$name.new" "$to/opt/$name"
ln -sfn "$name" "$to/opt/cockpit"
ln -sfn /opt/cockpit/server/deploy/cockpit "$to/usr/local/bin/cockpit"
install -m 0644 "$here/server/deploy/cockpit.service" "$to/etc/systemd/system/cockpit.service"
[ -e "$to/etc/cockpit.env" ] || install -m 0640 "$here/server/deploy/cockpit.env" "$to/etc/cockpit.env"

if [ -z "$to" ]; then
  id cockpit >/dev/null 2>&1 || useradd --system --home-dir /var/lib/cockpit --shell /usr/sbin/nologin cockpit
  chgrp cockpit /etc/cockpit.env
  systemctl daemon-reload
  systemctl enable cockpit
  systemctl restart cockpit
fi
echo "已安装 $name。下一步 · Installed. Next:"
echo "  cockpit county import /path/to/county"
echo "  cockpit user create --name NAME --role admin"
