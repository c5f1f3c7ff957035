package care.conflict.acceptance.scenes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Works on all parts of a run, so many at once. */
public final class Workers {

  private Workers() {}

  /** The result documents, in the order of the chunks. */
  public static List<JsonNode> work(int workers, Chunks chunks) {
    List<Callable<JsonNode>> all = new ArrayList<>();
    chunks.ids().forEach(id -> all.add(() -> Chunks.done(chunks.chunk(id))));
    List<JsonNode> results = all(workers, all);
    chunks.areAllDone();
    return results;
  }

  /** Does each of these, so many at once; what they came to, in their order. */
  public static List<JsonNode> all(int workers, List<Callable<JsonNode>> works) {
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try {
      List<JsonNode> results = new ArrayList<>();
      for (Future<JsonNode> result : pool.invokeAll(works)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
