package backbench.run.machine;

import backbench.results.Shard.Provenance;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which version is measured: from the variables that GitHub Actions, GitLab CI and
 * Jenkins set, and else from git.
 *
 * <p>CI goes first, because it checks out commits and merges that have no branch.
 */
public final class ProvenanceProbe {

  private static final int LONGEST = 1000;

  private final Map<String, String> environment;

  private ProvenanceProbe(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Asks.
   *
   * @param folder in which the run was started
   * @param environment the process's environment
   */
  public static Provenance take(Path folder, Map<String, String> environment) {
    Provenance ci = new ProvenanceProbe(environment).ci();
    // A job may start the run in a checkout of something else, such as Backbench itself. That one
    // says nothing of the commit that the job is about.
    Optional<GitCheckout> checkout =
        GitCheckout.at(folder)
            .filter(found -> ci.commit() == null || ci.commit().equals(found.commit()));
    return new Provenance(
        ci.commit() != null ? ci.commit() : checkout.map(GitCheckout::commit).orElse(null),
        checkout.map(GitCheckout::dirty).orElse(null),
        ci.branch() != null ? ci.branch() : checkout.map(GitCheckout::branch).orElse(null),
        ci.pullRequest(),
        ci.ciAddress());
  }

  private Provenance ci() {
    if (variable("GITHUB_ACTIONS") != null) {
      return gitHub();
    } else if (variable("GITLAB_CI") != null) {
      return new Provenance(
          variable("CI_COMMIT_SHA"),
          null,
          first("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_BRANCH"),
          variable("CI_MERGE_REQUEST_IID"),
          variable("CI_JOB_URL"));
    } else if (variable("JENKINS_URL") != null) {
      return new Provenance(
          variable("GIT_COMMIT"),
          null,
          first("CHANGE_BRANCH", "BRANCH_NAME", "GIT_BRANCH"),
          variable("CHANGE_ID"),
          variable("BUILD_URL"));
    }
    return Provenance.UNKNOWN;
  }

  private Provenance gitHub() {
    String reference = variable("GITHUB_REF");
    String request = null;
    if (reference != null && reference.matches("refs/pull/[0-9]+/.*")) {
      request = reference.split("/", -1)[2];
    }
    String run = variable("GITHUB_RUN_ID");
    String repository = variable("GITHUB_REPOSITORY");
    String server = variable("GITHUB_SERVER_URL");
    String branch = variable("GITHUB_HEAD_REF");
    if (branch == null && "branch".equals(variable("GITHUB_REF_TYPE"))) {
      branch = variable("GITHUB_REF_NAME");
    }
    return new Provenance(
        variable("GITHUB_SHA"),
        null,
        branch,
        request,
        run == null || repository == null || server == null
            ? null
            : server + "/" + repository + "/actions/runs/" + run);
  }

  private @Nullable String first(String... names) {
    for (String name : names) {
      String value = variable(name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() || value.length() > LONGEST ? null : value.strip();
  }
}
