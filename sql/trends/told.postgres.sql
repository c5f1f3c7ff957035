-- The trends of eighteen months, a month without any run too: of all; of each rule; of the ten payers and the ten providers
-- that have most open last, or had most opened.
-- Writes: nothing. Parameters: none.
WITH months AS (
    SELECT CAST(m AS date) AS month,
        EXISTS (SELECT 1 FROM ${schema}.pipeline_trends a WHERE a.month = m AND a.dimension = 'all' AND a.amount_opened IS NOT NULL)
            AS priced,
        COALESCE((SELECT bool_or(o.open_at_end IS NOT NULL) FROM ${schema}.pipeline_trends o
            WHERE o.month = m AND o.dimension <> 'all'), TRUE) AS open_known
    FROM ${include trends/last_months}
), ranked AS (
    SELECT t.dimension, t.key, ROW_NUMBER() OVER (
        PARTITION BY t.dimension
        ORDER BY COALESCE(MAX(t.open_at_end) FILTER (WHERE t.month = l.month), 0) DESC, SUM(t.found + t.reopened) DESC,
            t.key) AS rank
    FROM ${schema}.pipeline_trends t
    JOIN months m ON m.month = t.month
    CROSS JOIN (SELECT MAX(a.month) AS month FROM ${schema}.pipeline_trends a) l
    GROUP BY t.dimension, t.key
), told AS (
    SELECT r.dimension, r.key, r.rank,
        jsonb_agg(jsonb_build_object('month', to_char(m.month, 'YYYY-MM'), 'ran', COALESCE(n.ran, FALSE))
            || COALESCE(CASE WHEN n.ran THEN ${include trends/figures} END, CAST('{}' AS jsonb)) ORDER BY m.month) AS months
    FROM ranked r
    CROSS JOIN months m
    LEFT JOIN ${schema}.pipeline_trend_months n ON n.month = m.month
    LEFT JOIN ${schema}.pipeline_trends t ON t.month = m.month AND t.dimension = r.dimension AND t.key = r.key
    WHERE r.rank <= 10 OR r.dimension = 'rule'
    GROUP BY r.dimension, r.key, r.rank
), listed AS (
    SELECT d.dimension, COALESCE(jsonb_agg(jsonb_build_object('key', t.key, 'months', t.months) ORDER BY t.rank)
        FILTER (WHERE t.key IS NOT NULL), CAST('[]' AS jsonb)) AS lines
    FROM unnest(ARRAY['rule', 'payer', 'provider']) d (dimension)
    LEFT JOIN told t ON t.dimension = d.dimension
    GROUP BY d.dimension
)
SELECT CAST(jsonb_build_object('clicks_noted', EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgname = 'pipeline_history'
        AND t.tgrelid = to_regclass('${schema}.conflictvisitmaps') AND t.tgenabled <> 'D'), 'months', a.months,
    'by_rule', (SELECT lines FROM listed WHERE dimension = 'rule'),
    'by_payer', (SELECT lines FROM listed WHERE dimension = 'payer'),
    'by_provider', (SELECT lines FROM listed WHERE dimension = 'provider')) AS text) AS document
FROM told a
WHERE a.dimension = 'all'
