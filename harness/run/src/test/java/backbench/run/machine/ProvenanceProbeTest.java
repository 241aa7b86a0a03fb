package backbench.run.machine;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.results.Shard.Provenance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceProbeTest {

  @TempDir Path folder;

  @Test
  void gitHubNamesCommitBranchRequestAndJob() {
    Map<String, String> request =
        Map.of(
            "GITHUB_ACTIONS", "true",
            "GITHUB_SHA", "c0ffee",
            "GITHUB_REF", "refs/pull/12/merge",
            "GITHUB_REF_TYPE", "branch",
            "GITHUB_REF_NAME", "12/merge",
            "GITHUB_HEAD_REF", "faster",
            "GITHUB_SERVER_URL", "https://git.example",
            "GITHUB_REPOSITORY", "one/two",
            "GITHUB_RUN_ID", "34");
    assertThat(ProvenanceProbe.take(folder, request))
        .isEqualTo(
            new Provenance(
                "c0ffee", null, "faster", "12", "https://git.example/one/two/actions/runs/34"));
    assertThat(
            ProvenanceProbe.take(
                folder,
                Map.of(
                    "GITHUB_ACTIONS", "true",
                    "GITHUB_SHA", "c0ffee",
                    "GITHUB_REF", "refs/heads/main",
                    "GITHUB_REF_TYPE", "branch",
                    "GITHUB_REF_NAME", "main",
                    "GITHUB_HEAD_REF", "")))
        .isEqualTo(new Provenance("c0ffee", null, "main", null, null));
  }

  @Test
  void gitLabNamesTheBranchThatAMergeRequestComesFrom() {
    assertThat(
            ProvenanceProbe.take(
                folder,
                Map.of(
                    "GITLAB_CI", "true",
                    "CI_COMMIT_SHA", "c0ffee",
                    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "faster",
                    "CI_MERGE_REQUEST_IID", "5",
                    "CI_JOB_URL", "https://ci.example/jobs/6")))
        .isEqualTo(new Provenance("c0ffee", null, "faster", "5", "https://ci.example/jobs/6"));
  }

  @Test
  void jenkinsNamesTheBranchOfAChangeBeforeItsOwnNameForIt() {
    assertThat(
            ProvenanceProbe.take(
                folder,
                Map.of(
                    "JENKINS_URL", "https://ci.example/",
                    "GIT_COMMIT", "c0ffee",
                    "BRANCH_NAME", "PR-7",
                    "CHANGE_BRANCH", "faster",
                    "CHANGE_ID", "7",
                    "BUILD_URL", "https://ci.example/job/8/")))
        .isEqualTo(new Provenance("c0ffee", null, "faster", "7", "https://ci.example/job/8/"));
  }

  @Test
  void outsideCiAndOutsideACheckoutNothingIsMadeUp() {
    assertThat(ProvenanceProbe.take(folder, Map.of())).isEqualTo(Provenance.UNKNOWN);
  }

  @Test
  void aCheckoutIsAskedForCommitBranchAndChanges() throws Exception {
    git("init", "--initial-branch", "main");
    Path file = Files.writeString(folder.resolve("file"), "one");
    git("add", "file");
    git("commit", "--message", "one");

    Provenance clean = ProvenanceProbe.take(folder, Map.of());
    assertThat(clean.commit()).matches("[0-9a-f]{40}");
    assertThat(clean.branch()).isEqualTo("main");
    assertThat(clean.dirty()).isFalse();

    Files.writeString(file, "two");
    git("checkout", "--detach");
    Provenance dirty = ProvenanceProbe.take(folder, Map.of());
    assertThat(dirty).isEqualTo(new Provenance(clean.commit(), true, null, null, null));
  }

  @Test
  void aCheckoutOfAnotherCommitThanTheJobsSaysNothingOfItsChangesAndBranch() throws Exception {
    git("init", "--initial-branch", "main");
    Path file = Files.writeString(folder.resolve("file"), "one");
    git("add", "file");
    git("commit", "--message", "one");
    Files.writeString(file, "two");
    String here = ProvenanceProbe.take(folder, Map.of()).commit();
    assertThat(here).isNotNull();

    assertThat(job("c0ffee")).isEqualTo(new Provenance("c0ffee", null, null, null, null));
    assertThat(job(here)).isEqualTo(new Provenance(here, true, "main", null, null));
  }

  private Provenance job(String commit) {
    return ProvenanceProbe.take(folder, Map.of("GITLAB_CI", "true", "CI_COMMIT_SHA", commit));
  }

  private void git(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C"));
    command.add(folder.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
