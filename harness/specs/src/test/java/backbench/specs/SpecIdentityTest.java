package backbench.specs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import backbench.commons.CanonicalJson;
import backbench.commons.Identity;
import backbench.specs.reader.Catalog;
import backbench.specs.reader.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the identities of all shipped specs: a digest that changes cuts a history in two. */
class SpecIdentityTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("backbench.root"))
          .resolve("harness/specs/src/test/resources/backbench/specs/digests.txt");

  private static final Catalog CATALOG = Catalog.of(Specs.SHIPPED);

  /** Spells every shipped spec, and the parts of suites that results name. */
  private static Map<String, CanonicalJson> shipped() {
    Map<String, CanonicalJson> shipped = new TreeMap<>();
    for (String name : CATALOG.names(SpecKind.ARCHITECTURE)) {
      shipped.put("architecture " + name, Identity.of(CATALOG.architecture(name).graph()));
    }
    for (String name : CATALOG.names(SpecKind.DATASET)) {
      shipped.put("dataset " + name, SpecIdentity.of(CATALOG.dataset(name)));
    }
    for (String name : CATALOG.names(SpecKind.SUITE)) {
      SuiteSpec suite = CATALOG.suite(name);
      shipped.put("suite " + name, SpecIdentity.of(suite));
      for (SuiteSpec.Workload entry : suite.workloads()) {
        shipped.put("workload " + name + "/" + entry.id(), SpecIdentity.of(entry));
        shipped.put("recipe " + name + "/" + entry.id(), SpecIdentity.of(entry.recipe()));
      }
    }
    return shipped;
  }

  private static List<String> lines(Map<String, CanonicalJson> shipped) {
    return shipped.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().sha256())
        .toList();
  }

  @Test
  void theDigestsOfAllShippedSpecsAreThoseRecorded() throws IOException {
    List<String> lines = lines(shipped());
    if (Boolean.getBoolean("backbench.golden")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.write(GOLDEN, lines);
      fail("wrote " + GOLDEN);
    }

    assertThat(lines)
        .as("a spec that was changed, added or removed; else results of the past are cut off")
        .isEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void anOptionalPropertyThatIsAddedWithItsUsualValueChangesNoDigest() throws IOException {
    Map<String, CanonicalJson> later = shipped();
    later.replaceAll((name, spelled) -> grown(spelled, false));

    assertThat(lines(later)).isEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void anOptionalPropertyThatIsAddedWithAnotherValueChangesEveryDigest() {
    shipped()
        .forEach(
            (name, spelled) ->
                assertThat(grown(spelled, true).sha256()).as(name).isNotEqualTo(spelled.sha256()));
  }

  /** Adds a property to every object in the tree, as a later release would. */
  private static CanonicalJson grown(CanonicalJson spelled, boolean value) {
    CanonicalJson grown = CanonicalJson.object();
    spelled.members().forEach((name, member) -> grown.with(name, grownMember(member, value)));
    return grown.withUnless(false, "added_later", value);
  }

  private static Object grownMember(Object member, boolean value) {
    if (member instanceof CanonicalJson object) {
      return grown(object, value);
    }
    return member instanceof List<?> list
        ? list.stream().map(each -> grownMember(each, value)).toList()
        : member;
  }

  @Test
  void theDigestThatASpecStatesIsThatOfItsIdentity() {
    SuiteSpec suite = CATALOG.suite("quick");
    SuiteSpec.Workload entry = suite.workloads().get(0);

    assertThat(suite.digest()).isEqualTo(SpecIdentity.of(suite).sha256());
    assertThat(entry.digest()).isEqualTo(SpecIdentity.of(entry).sha256());
    assertThat(entry.recipe().digest()).isEqualTo(SpecIdentity.of(entry.recipe()).sha256());
    assertThat(entry.dataset().digest()).isEqualTo(SpecIdentity.of(entry.dataset()).sha256());
    assertThat(entry.network().digest()).isEqualTo(Identity.digest(entry.network().graph()));
  }
}
