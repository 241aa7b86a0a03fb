package backbench.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the numbers out of a result of format 1 by themselves, without anything that reads results.
 */
public final class RawResult {

  private RawResult() {}

  /** Spells the numbers of a file of format 1 that a report rests on. */
  public static List<String> numbers(byte[] file) throws IOException {
    JsonNode run = new JsonMapper().readTree(file);
    List<String> numbers = new ArrayList<>();
    numbers.add(run.get("runId").textValue() + " " + run.get("startedAt").textValue());
    numbers.add(run.at("/machine/cpu").textValue() + " " + run.at("/machine/gitCommit").asText());
    for (JsonNode cell : run.get("cells")) {
      numbers.add(
          cell.at("/key/workload").textValue()
              + " "
              + cell.at("/key/backend").textValue()
              + " "
              + cell.get("status").textValue()
              + " "
              + cell.at("/network/parameters").longValue());
      JsonNode certificate = cell.get("certificate");
      numbers.add(certificate.get("format") + " " + certificate.get("passed"));
      certificate.get("checks").forEach(check -> numbers.add(check.get("error").toString()));
      for (JsonNode fork : cell.get("forks")) {
        numbers.add(fork.get("wallSeconds") + " " + fork.get("batchDigest").textValue());
        for (JsonNode epoch : fork.get("epochs")) {
          numbers.add(
              epoch.get("trainSeconds")
                  + " "
                  + epoch.get("stageSeconds")
                  + " "
                  + epoch.get("meanLoss")
                  + " "
                  + epoch.at("/test/correct")
                  + " "
                  + epoch.at("/stepNanos/rawNanos").textValue());
        }
      }
    }
    return numbers;
  }

  /** Spells the same numbers of a result that was read. */
  public static List<String> numbers(RunResult run) {
    List<String> numbers = new ArrayList<>();
    numbers.add(run.runId() + " " + run.about().startedAt());
    numbers.add(run.shards().get(0).machine().cpu() + " " + run.about().harness().commit());
    for (CellResult cell : run.cells()) {
      numbers.add(
          cell.key().workload()
              + " "
              + cell.key().backend()
              + " "
              + cell.status()
              + " "
              + cell.network().parameters());
      CertificateResult certificate = cell.certificate();
      numbers.add(certificate.format() + " " + certificate.passed());
      certificate.checks().forEach(check -> numbers.add(String.valueOf(check.error())));
      for (ForkResult fork : cell.forks()) {
        numbers.add(fork.resources().wallSeconds() + " " + fork.training().batchDigest());
        for (EpochResult epoch : fork.training().epochs()) {
          numbers.add(
              epoch.seconds().step()
                  + " "
                  + epoch.seconds().stage()
                  + " "
                  + epoch.meanLoss()
                  + " "
                  + epoch.test().correct()
                  + " "
                  + epoch.stepNanos().rawNanos());
        }
      }
    }
    return numbers;
  }
}
