package care.conflict.chunks;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One chunk of a run's plan, as it was planned.
 *
 * @param id from 1, in the order of the plan
 * @param rows stored rows with a CONFLICTID on its keys, when the plan was made
 * @param keys its pairs of visit date and SSN
 * @param firstDate the earliest visit date of its keys
 * @param lastDate the latest
 * @param plannedAt which plan it belongs to
 */
public record Chunk(
    int id, long rows, long keys, LocalDate firstDate, LocalDate lastDate, Instant plannedAt) {}
