# As npx does: a wrapper, that starts a shell, that starts the server.
sh -c 'sh -c "echo pid \$\$; sleep 1000; :" & echo pid $$; wait; :' &
echo "pid $$"
echo ready
wait
