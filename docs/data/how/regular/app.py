import foo.bar.baz
