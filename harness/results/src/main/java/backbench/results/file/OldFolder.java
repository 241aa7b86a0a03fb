package backbench.results.file;

import backbench.results.RunResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the folder of an interrupted run of an older format.
 *
 * <p>Its files are put together to a result of that format, which is brought up to date as every
 * other. In format 1 the plan was a result with nothing found yet, and trials and certificates
 * carried no version. Since then {@code run.json} holds that result beside the trials.
 */
final class OldFolder {

  private static final String PLAN = "run.json";

  private final Path folder;
  private final int version;
  private final ObjectNode plan;

  private OldFolder(Path folder, int version, ObjectNode plan) {
    this.folder = folder;
    this.version = version;
    this.plan = plan;
  }

  /** Reads what a run found; empty if it is of the current format. */
  static Optional<RunResult> read(Path folder) {
    Path file = folder.resolve(PLAN);
    ObjectNode tree = ResultJson.tree(file);
    int version = ResultJson.version(tree, file.toString());
    return version == ResultJson.FORMAT_VERSION
        ? Optional.empty()
        : Optional.of(new OldFolder(folder, version, tree).found());
  }

  private RunResult found() {
    ObjectNode result = version == 1 ? plan : withVersion(plan.path("run"));
    requireReadable(result);
    ArrayNode measured = JsonNodeFactory.instance.arrayNode();
    JsonNode planned = plan.path(version == 1 ? "order" : "trials");
    for (int number = 0; number < planned.size(); number++) {
      Path trial = file("trials/%04d.json", number);
      if (Files.isRegularFile(trial)) {
        measured.add(planned.get(number));
        JsonNode cell = result.path("cells").path(planned.get(number).path("cell").asInt(-1));
        if (cell.get("forks") instanceof ArrayNode forks) {
          forks.add(ResultJson.tree(trial).path("result"));
        }
      }
    }
    if (version == 1) {
      result.set("order", measured);
    }
    for (int number = 0; number < result.path("cells").size(); number++) {
      Path certificate = file("certificates/%03d.json", number);
      if (Files.isRegularFile(certificate)
          && result.path("cells").get(number) instanceof ObjectNode cell) {
        ObjectNode kept = ResultJson.tree(certificate);
        cell.set("certificate", version == 1 ? kept : kept.path("certificate"));
      }
    }
    return judged(ResultJson.run(result, folder.toString()));
  }

  /** Reads the plan by itself, so that an error in it names its file and not the whole folder. */
  private void requireReadable(ObjectNode result) {
    ObjectNode alone = result.deepCopy();
    if (version == 1) {
      alone.set("order", JsonNodeFactory.instance.arrayNode());
    }
    ResultJson.run(alone, folder.resolve(PLAN).toString());
  }

  /** Returns a part of the plan as a result of the plan's version; empty if there is none. */
  private ObjectNode withVersion(JsonNode run) {
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("formatVersion", version);
    if (run instanceof ObjectNode object) {
      result.setAll(object);
    }
    return result;
  }

  private static RunResult judged(RunResult found) {
    return found.ended(
        null,
        found.cells().stream()
            .map(
                cell ->
                    cell.found(
                        cell.certificate(), cell.forks(), found.settings().forks(), List.of()))
            .toList());
  }

  private Path file(String pattern, int number) {
    return folder.resolve(String.format(Locale.ROOT, pattern, number));
  }
}
