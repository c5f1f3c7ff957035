db.$1
