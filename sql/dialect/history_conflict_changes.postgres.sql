-- What is otherwise in $2 than in $1, two versions of a row of conflicts, likewise.
CAST('{' || concat_ws(',',
    CASE WHEN $1."StatusFlag" IS DISTINCT FROM $2."StatusFlag" THEN '"StatusFlag":' || json_build_array($1."StatusFlag", $2."StatusFlag") END,
    CASE WHEN $1."ResolveDate" IS DISTINCT FROM $2."ResolveDate" THEN '"ResolveDate":' || json_build_array($1."ResolveDate", $2."ResolveDate") END,
    CASE WHEN $1."ResolvedBy" IS DISTINCT FROM $2."ResolvedBy"
        THEN '"ResolvedBy":' || json_build_array($1."ResolvedBy" IS NOT NULL, $2."ResolvedBy" IS NOT NULL) END) || '}' AS jsonb)
