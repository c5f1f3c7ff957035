-- What is otherwise in $2 than in $1, two versions of a row of conflicts, likewise.
CAST('{' || concat_ws(',',
    CASE WHEN $1."StatusFlag" IS DISTINCT FROM $2."StatusFlag" THEN '"StatusFlag":' || json_build_array($1."StatusFlag", $2."StatusFlag") END,
    CASE WHEN $1."ResolveDate" IS DISTINCT FROM $2."ResolveDate" THEN '"ResolveDate":' || json_build_array($1."ResolveDate", $2."ResolveDate") END,
    CASE WHEN $1."NoResponseFlag" IS DISTINCT FROM $2."NoResponseFlag" THEN '"NoResponseFlag":' || json_build_array($1."NoResponseFlag", $2."NoResponseFlag") END,
    CASE WHEN $1."NoResponseReasonID" IS DISTINCT FROM $2."NoResponseReasonID" THEN '"NoResponseReasonID":' || json_build_array($1."NoResponseReasonID", $2."NoResponseReasonID") END,
    CASE WHEN $1."NoResponseDate" IS DISTINCT FROM $2."NoResponseDate" THEN '"NoResponseDate":' || json_build_array($1."NoResponseDate", $2."NoResponseDate") END,
    CASE WHEN $1."FlagForReview" IS DISTINCT FROM $2."FlagForReview" THEN '"FlagForReview":' || json_build_array($1."FlagForReview", $2."FlagForReview") END,
    CASE WHEN $1."FlagForReviewDate" IS DISTINCT FROM $2."FlagForReviewDate" THEN '"FlagForReviewDate":' || json_build_array($1."FlagForReviewDate", $2."FlagForReviewDate") END,
    CASE WHEN $1."NoResponseTitle" IS DISTINCT FROM $2."NoResponseTitle"
        THEN '"NoResponseTitle":' || json_build_array($1."NoResponseTitle" IS NOT NULL, $2."NoResponseTitle" IS NOT NULL) END,
    CASE WHEN $1."NoResponseNotes" IS DISTINCT FROM $2."NoResponseNotes"
        THEN '"NoResponseNotes":' || json_build_array($1."NoResponseNotes" IS NOT NULL, $2."NoResponseNotes" IS NOT NULL) END,
    CASE WHEN $1."ResolvedBy" IS DISTINCT FROM $2."ResolvedBy"
        THEN '"ResolvedBy":' || json_build_array($1."ResolvedBy" IS NOT NULL, $2."ResolvedBy" IS NOT NULL) END) || '}' AS jsonb)
