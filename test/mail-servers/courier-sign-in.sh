#!/bin/sh
# Courier's "pipe" authentication (README.authlib, "authpipe"): it asks about a user on our stdin, we answer on stdout.
# A user is a file: the password in the first line, what Courier wants to know in the others.
users=/etc/courier/users

found() { case $1 in '' | */* | .*) false ;; *) [ -f "$users/$1" ] ;; esac }
tell() { sed 1d "$users/$1"; echo .; }

while read -r verb rest; do
  case $verb in
  PRE)
    user=${rest##* }
    if found "$user"; then tell "$user"; else echo FAIL; fi
    ;;
  AUTH)
    IFS= read -r _service && IFS= read -r _type && IFS= read -r user && IFS= read -r password
    if found "$user" && [ "$(sed -n 1p "$users/$user")" = "$password" ]; then tell "$user"; else echo FAIL; fi
    ;;
  *) echo FAIL ;;
  esac
done
