package care.conflict.acceptance.stage;

import care.conflict.testing.StandIn;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** AWS's stand-in, moto: buckets, secrets, mail; what it was asked is recorded. */
public final class Aws implements AutoCloseable {

  private static final String REGION = "us-east-1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final StandIn standIn;

  private Aws(StandIn standIn) {
    this.standIn = standIn;
  }

  /** With nothing in it. */
  public static Aws start() {
    try {
      Path folder = Files.createTempDirectory("aws");
      String recording = folder.resolve("recording").toString();
      return new Aws(StandIn.start("aws.py", folder, Map.of("MOTO_RECORDER_FILEPATH", recording)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a command is told instead of the network and the role of an account. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL",
        "http://127.0.0.1:" + standIn.port,
        "AWS_REGION",
        REGION,
        "AWS_ACCESS_KEY_ID",
        "local",
        "AWS_SECRET_ACCESS_KEY",
        Database.SECRET,
        "AWS_EC2_METADATA_DISABLED",
        "true");
  }

  public void makeBucket(String name) {
    ok(ask("PUT", "/" + name, "s3", ""));
  }

  /** The text of an object, or empty where there is none. */
  public String object(String bucket, String key) {
    HttpResponse<String> answer = ask("GET", "/" + bucket + "/" + key, "s3", "");
    return answer.statusCode() == 404 ? "" : ok(answer);
  }

  /** How an object was stored, by the answer's headers. */
  public String header(String bucket, String key, String header) {
    return ask("GET", "/" + bucket + "/" + key, "s3", "")
        .headers()
        .firstValue(header)
        .orElse("none");
  }

  public void putSecret(String name, String text) {
    String body =
        JSON.createObjectNode()
            .put("Name", name)
            .put("SecretString", text)
            .put("ClientRequestToken", "00000000-0000-0000-0000-000000000000")
            .toString();
    HttpRequest.Builder request =
        request("/", "secretsmanager")
            .header("X-Amz-Target", "secretsmanager.CreateSecret")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    ok(send(request));
  }

  public void changeSecret(String name, String text) {
    String body =
        JSON.createObjectNode()
            .put("SecretId", name)
            .put("SecretString", text)
            .put("ClientRequestToken", UUID.randomUUID().toString())
            .toString();
    HttpRequest.Builder request =
        request("/", "secretsmanager")
            .header("X-Amz-Target", "secretsmanager.PutSecretValue")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    ok(send(request));
  }

  public void verifySender(String address) {
    String body = JSON.createObjectNode().put("EmailIdentity", address).toString();
    ok(ask("POST", "/v2/email/identities", "ses", body));
  }

  /** From now on keys that nobody made are refused, or taken again. */
  public void refuseKeys(boolean refused) {
    ok(ask("POST", "/moto-api/reset-auth", "", refused ? "0" : "inf"));
  }

  /** Keeps what is asked from now on. */
  public void record() {
    ok(ask("POST", "/moto-api/recorder/reset-recording", "", ""));
    ok(ask("POST", "/moto-api/recorder/start-recording", "", ""));
  }

  /** The bodies of the mails that were sent since it records, as SES was asked to send them. */
  public List<JsonNode> mails() {
    ok(ask("POST", "/moto-api/recorder/stop-recording", "", ""));
    List<JsonNode> mails = new ArrayList<>();
    String recording = ok(ask("GET", "/moto-api/recorder/download-recording", "", ""));
    for (String line : recording.lines().toList()) {
      JsonNode asked = line.isEmpty() ? JSON.createObjectNode() : Json.read(line);
      if (asked.path("url").asText().endsWith("/v2/email/outbound-emails")) {
        mails.add(
            Json.read(
                new String(
                    Base64.getDecoder().decode(asked.get("body").asText()),
                    StandardCharsets.UTF_8)));
      }
    }
    return mails;
  }

  /** What SES has sent. */
  public JsonNode sent() {
    return Json.read(ok(ask("GET", "/moto-api/data.json", "", ""))).at("/ses/Message");
  }

  private HttpResponse<String> ask(String method, String path, String service, String body) {
    return send(request(path, service).method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Moto knows the service by whom the request says it is signed for; it checks no signature. */
  private HttpRequest.Builder request(String path, String service) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + standIn.port + path))
            .header("Content-Type", "application/json");
    String scope = "Credential=test/20260101/%s/%s/aws4_request".formatted(REGION, service);
    return service.isEmpty()
        ? request
        : request.header(
            "Authorization", "AWS4-HMAC-SHA256 " + scope + ", SignedHeaders=host, Signature=0");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String ok(HttpResponse<String> answer) {
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    standIn.close();
  }
}
