module burrow/client

go 1.26
