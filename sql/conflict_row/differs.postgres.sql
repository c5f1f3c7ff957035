-- Whether writing the composed row v would change the stored row c. The four LastUpdated columns move with
-- every visit of the delta and are no difference by themselves; contacts and phones are people's; a rule's flag never
-- goes back.
-- Writes: nothing. Parameters: none.
ROW(${columns compared c."$name"})
    IS DISTINCT FROM
    ROW(${columns compared v."$name"})
    ${each flag OR (v."$name" = 'Y' AND c."$name" IS DISTINCT FROM 'Y')}
