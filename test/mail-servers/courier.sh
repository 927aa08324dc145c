#!/bin/sh
# Courier looks for itself in places that were compiled in. In a mount namespace of its own they are what it wants to
# find, and nothing changes outside; in a process namespace of its own all of it ends together.
# Usage, inside both: courier.sh PROGRAMS FOLDER PORT UID GID
set -eu
programs=$1 folder=$2 port=$3 uid=$4 gid=$5

for name in passwd group nsswitch.conf hosts services protocols ld.so.cache localtime; do
  cp -rL "/etc/$name" "$folder/etc/" 2>/dev/null || true
done
echo "courier:x:$uid:$gid::/:/bin/false" >> "$folder/etc/passwd"
echo "courier:x:$gid:" >> "$folder/etc/group"
mount --bind "$folder/etc" /etc
mount -t overlay overlay -o "lowerdir=$programs/usr:/usr" /usr
mount -t tmpfs tmpfs /run
mount -t proc proc /proc
mkdir -p /run/courier/authdaemon

/usr/lib/courier/courier-authlib/authdaemond &
cd /
exec /usr/sbin/couriertcpd -address=127.0.0.1 -maxprocs=400 -maxperip=400 -nodnslookup -noidentlookup \
  "$port" /usr/lib/courier/courier/imaplogin /usr/bin/imapd Maildir
