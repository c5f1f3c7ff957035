package care.conflict.acceptance.scenes;

import care.conflict.acceptance.stage.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Rows that say of visits no more than beside which others they stand, in a store of their own. */
public final class Graphs {

  public final Database database = Database.create();
  private final Random random;
  private final Set<Long> pairs = new HashSet<>();
  private final List<long[]> edges = new ArrayList<>();
  private int visits;

  public Graphs(long seed) {
    random = new Random(seed);
    database.execute(
        "INSERT INTO settings (\"ID\", \"ExtraDistancePer\", \"InProgressFlag\") VALUES (1, 1, 0)");
  }

  /** How many visits they are, from 0: their ids are MD5 of "visit" and the number. */
  public int visits() {
    return visits;
  }

  public int rows() {
    return edges.size();
  }

  /** So many rows in a line, in either direction, numbered from somewhere on. */
  public void path(int length) {
    int first = visits;
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      places.add(first + i);
    }
    Collections.shuffle(places, random);
    for (int place : places) {
      boolean forward = random.nextBoolean();
      edge(forward ? place : place + 1, forward ? place + 1 : place);
    }
    visits += length + 1;
  }

  /** Some visits, of which some stand beside some others. */
  public void scatter(int most) {
    int count = 2 + random.nextInt(most - 1);
    for (int i = 1 + random.nextInt(2 * count); i > 0; i--) {
      int a = random.nextInt(count);
      int b = random.nextInt(count);
      edge(visits + a, visits + b);
      if (random.nextBoolean()) {
        edge(visits + b, visits + a);
      }
    }
    visits += count;
  }

  /** So many visits, each beside all others. */
  public void all(int count) {
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        if (a != b) {
          edge(visits + a, visits + b);
        }
      }
    }
    visits += count;
  }

  /** One visit beside so many, which do not know each other. */
  public void star(int points) {
    for (int point = 1; point <= points; point++) {
      edge(visits, visits + point);
      edge(visits + point, visits);
    }
    visits += points + 1;
  }

  private void edge(int a, int b) {
    if (pairs.add(((long) a << 32) + b)) {
      edges.add(new long[] {a, b});
    }
  }

  /** All rows so far, open, with ids in their order. */
  public void store() throws SQLException {
    String insert =
        """
        INSERT INTO conflictvisitmaps ("ID", "VisitID", "ConVisitID", "VisitDate", "StatusFlag")
        SELECT n, md5('visit' || a)::uuid, md5('visit' || b)::uuid, date '2026-03-10', 'U'
          FROM unnest(?::int8[], ?::int8[]) WITH ORDINALITY t (a, b, n);
        ANALYZE conflictvisitmaps""";
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(insert)) {
      Object[] first = edges.stream().map(edge -> edge[0]).toArray();
      Object[] second = edges.stream().map(edge -> edge[1]).toArray();
      statement.setArray(1, connection.createArrayOf("int8", first));
      statement.setArray(2, connection.createArrayOf("int8", second));
      statement.execute();
    }
  }
}
