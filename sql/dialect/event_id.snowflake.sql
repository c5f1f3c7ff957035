-- The visit id of the in-service event that its application calls $1.
MD5('I' || $1)
