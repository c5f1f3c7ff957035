temp.$1
