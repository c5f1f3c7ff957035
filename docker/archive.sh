#!/bin/sh -eu
# Runs in the build of the image: the links by whose names the commands are called, and the archive of the classes that
# they read when they start, in place of Java's own. Which classes, the commands themselves say: each is started without
# a database, one with an S3 that does not answer. What is read once a database answers is in classes.txt.
folder=/opt/conflict-management
lists=/tmp/lists
mkdir -p /opt/links "$lists"

note_classes() {
    list=$1 command=$2
    shift 2
    java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:DumpLoadedClassList="$lists/$list" -jar "$folder/$command.jar" \
        "$@" > "$lists/said" 2>&1 || true # there is no database
    if [ ! -s "$lists/$list" ]; then
        echo "archive.sh: $command noted no class that it read when it started; it said:" >&2
        cat "$lists/said" >&2
        exit 1
    fi
    rm "$lists/said"
}

export ENVIRONMENT=dev LOG_FORMAT=json RUN_LOCATION=/tmp/run
export POSTGRES_HOST=127.0.0.1 POSTGRES_PORT=9 POSTGRES_USER=none POSTGRES_PASSWORD=none
export SNOWFLAKE_URL='jdbc:snowflake://127.0.0.1:9/?ssl=off' SNOWFLAKE_ACCOUNT=none SNOWFLAKE_USER=none
export SNOWFLAKE_PASSWORD=none SNOWFLAKE_WAREHOUSE=none SNOWFLAKE_DISABLE_MINICORE=true
export AWS_REGION=us-east-1 AWS_ENDPOINT_URL=http://127.0.0.1:9 AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none
for command in $(java -jar "$folder/commands.jar"); do
    ln -s commands.jar "/opt/links/$command.jar"
    ln -s commands.jar "$folder/$command.jar"
    note_classes "$command" "$command"
done
note_classes run_lock run_lock acquire
note_classes s3 task_01 --run-location=s3://none/run

# The number of a class within its list is not that of another list; lambdas come after the classes that have them.
sed -e '/^#/d' -e 's/ id: [0-9]*.*//' "$lists"/* /tmp/classes.txt | sort -u > /tmp/all
{ grep -v '^@' /tmp/all; grep '^@' /tmp/all; } > /tmp/archived
java -Xshare:dump -Xmx512m -Xlog:disable -XX:SharedClassListFile=/tmp/archived -cp "$folder/commands.jar" > /dev/null
