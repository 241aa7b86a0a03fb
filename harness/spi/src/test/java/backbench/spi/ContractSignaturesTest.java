package backbench.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Compares the contract with the recorded one of its version.
 *
 * <p>After a deliberate addition, record it and commit the file: {@code ./mvnw -pl harness/spi test
 * -Dtest=ContractSignaturesTest -Dbackbench.contract.record=true}.
 */
class ContractSignaturesTest {

  private static final String RECORD = "backbench.contract.record";
  private static final String FILE = "contract-" + Contract.VERSION + ".txt";
  private static final List<String> PACKAGES =
      List.of("backbench.error", "backbench.graph", "backbench.random", "backbench.spi");

  @Test
  void theContractIsTheRecordedOneOfItsVersion() throws Exception {
    SortedSet<String> now = Signatures.of(classes(), PACKAGES);
    if (Boolean.getBoolean(RECORD)) {
      record(now);
      return;
    }
    difference(recorded(), now).ifPresent(difference -> fail(difference));
  }

  @Test
  void whatIsGoneAsksForANewVersion() {
    assertThat(difference(Set.of("A is interface", "A.b(): public int"), Set.of("A is interface")))
        .hasValueSatisfying(
            message ->
                assertThat(message).contains("- A.b(): public int").contains("raise Contract"));
  }

  @Test
  void anAbstractMethodOfAnOldTypeAsksForANewVersion() {
    assertThat(
            difference(
                Set.of("A is interface"),
                Set.of("A is interface", "A.b(): public abstract int", "B is interface")))
        .hasValueSatisfying(
            message ->
                assertThat(message)
                    .contains("+ A.b(): public abstract int")
                    .contains("raise Contract")
                    .contains("default method"));
  }

  @Test
  void anyOtherAdditionIsOnlyToBeRecorded() {
    Set<String> old = Set.of("A is interface", "C is sealed interface");
    Set<String> now = new TreeSet<>(old);
    now.addAll(
        List.of(
            "A.b(): public default int",
            "B is interface",
            "B.c(): public abstract int",
            "C.d(): public abstract int"));
    assertThat(difference(old, now))
        .hasValueSatisfying(
            message -> assertThat(message).contains(RECORD).doesNotContain("raise Contract"));
  }

  @Test
  void membersThatAPluginCannotNameDoNotCount() throws Exception {
    assertThat(Signatures.of(classes(), PACKAGES))
        .contains("backbench.spi.Contract.VERSION: public static final int = " + Contract.VERSION)
        .noneMatch(line -> line.startsWith("backbench.graph.GraphResolver"))
        .noneMatch(line -> line.contains("backbench.spi.BackendInfo.new("));
  }

  /** Says what differs and what to do about it; empty if nothing does. */
  private static Optional<String> difference(Collection<String> before, Collection<String> now) {
    Set<String> gone = new TreeSet<>(before);
    gone.removeAll(now);
    Set<String> added = new TreeSet<>(now);
    added.removeAll(before);
    if (gone.isEmpty() && added.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder message = new StringBuilder("the contract differs from " + FILE + ":\n");
    gone.forEach(line -> message.append("- ").append(line).append('\n'));
    added.forEach(line -> message.append("+ ").append(line).append('\n'));
    boolean breaks = !gone.isEmpty() || added.stream().anyMatch(line -> obliges(line, before));
    message.append(
        breaks
            ? "Plugins that were built before break by this. Add to the contract by default methods,"
                + " optional properties of builders and new types instead; or raise Contract.VERSION,"
                + " say in harness/docs/writing-a-backend.md what an author changes, and record: "
            : "Plugins that were built before go on as they are. Record it: ");
    return Optional.of(
        message
            + "./mvnw -pl harness/spi test -Dtest=ContractSignaturesTest -D"
            + RECORD
            + "=true, then commit the file");
  }

  /** Tells whether a new line asks something of the plugins that implement an old type. */
  private static boolean obliges(String line, Collection<String> before) {
    if (!line.contains(": public abstract ") && !line.contains(": protected abstract ")) {
      return false;
    }
    String member = line.substring(0, line.indexOf('('));
    String type = member.substring(0, member.lastIndexOf('.')) + " is ";
    return before.stream().anyMatch(each -> each.startsWith(type) && !each.contains("sealed"));
  }

  private static void record(SortedSet<String> now) throws IOException {
    Path file =
        Path.of(System.getProperty("basedir", "."), "src/test/resources/backbench/spi", FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", now) + "\n");
  }

  private static List<String> recorded() throws IOException {
    try (InputStream in = ContractSignaturesTest.class.getResourceAsStream(FILE)) {
      return in == null
          ? List.of()
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(Contract.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
