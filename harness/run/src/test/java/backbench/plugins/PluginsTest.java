package backbench.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.toy.Behaviour;
import backbench.toy.ToyPlugins;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginsTest {

  @TempDir Path root;

  @Test
  void everyFolderOfAPluginFolderIsAPlugin() throws Exception {
    ToyPlugins.make(root, "one", Behaviour.GOOD);
    ToyPlugins.make(root, "two", Behaviour.GOOD);
    Plugins plugins = find();
    assertThat(plugins.all()).extracting(Plugin::id).containsExactly("one", "two");
    assertThat(plugins.broken()).isEmpty();
    assertThat(plugins.plugin("one").orElseThrow().info().name()).isEqualTo("Toy one");
  }

  @Test
  void aFolderOfJarsIsItselfAPlugin() throws Exception {
    Path folder = ToyPlugins.make(root, "toy", Behaviour.GOOD);
    Plugins plugins = ToyPlugins.find(root.resolve("home"), List.of(folder));
    assertThat(plugins.all()).extracting(Plugin::id).containsExactly("toy");
  }

  @Test
  void thePluginsBuiltWithTheProjectAreFoundUnderItsRoot() throws Exception {
    Path built = Files.createDirectories(root.resolve("home/backends/toy/target/plugin"));
    ToyPlugins.jar(built.resolve("toy.jar"), "toy-id", Behaviour.GOOD);
    Files.createDirectories(root.resolve("home/backends/unbuilt"));
    Plugins plugins = ToyPlugins.find(root.resolve("home"), List.of());
    assertThat(plugins.all()).extracting(Plugin::id).containsExactly("toy-id");
    assertThat(plugins.broken()).isEmpty();
  }

  @Test
  void aPluginOfTheUsersReplacesTheBuiltOne() throws Exception {
    Path built = Files.createDirectories(root.resolve("home/backends/toy/target/plugin"));
    ToyPlugins.jar(built.resolve("toy.jar"), "toy", Behaviour.GOOD);
    Path own = ToyPlugins.make(root.resolve("own"), "toy", Behaviour.GOOD);
    Plugins plugins = ToyPlugins.find(root.resolve("home"), List.of(root.resolve("own")));
    assertThat(plugins.plugin("toy").orElseThrow().folder()).isEqualTo(own);
  }

  @Test
  void aDamagedJarIsNamedAndTheOthersAreThere() throws Exception {
    ToyPlugins.make(root, "good", Behaviour.GOOD);
    Path jar = ToyPlugins.make(root, "bad", Behaviour.GOOD).resolve("toy.jar");
    byte[] whole = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
    Plugins plugins = find();
    assertThat(plugins.all()).extracting(Plugin::id).containsExactly("good");
    assertBroken(plugins, "bad", root.resolve("bad").toString(), "toy.jar", "not a readable jar");
  }

  @Test
  void aFolderWithoutJarsIsBroken() throws Exception {
    Files.createDirectories(root.resolve("empty"));
    assertBroken(find(), "empty", "no jar; expected those of the backend");
  }

  @Test
  void whatIsNamedAsAJarAndIsNoFileIsBroken() throws Exception {
    Files.createDirectories(ToyPlugins.make(root, "toy", Behaviour.GOOD).resolve("extra.jar"));
    assertBroken(find(), "toy", "extra.jar is not a file; expected a jar");
  }

  @Test
  void jarsWithoutAProviderAreBroken() throws Exception {
    Path folder = Files.createDirectories(root.resolve("library"));
    try (OutputStream out = Files.newOutputStream(folder.resolve("library.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new ZipEntry("readme.txt"));
    }
    assertBroken(find(), "library", "META-INF/services/backbench.spi.BackendProvider");
  }

  @Test
  void aServiceFileThatNamesNoClassIsBroken() throws Exception {
    Path folder = Files.createDirectories(root.resolve("nothing"));
    try (OutputStream out = Files.newOutputStream(folder.resolve("nothing.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new ZipEntry("META-INF/services/backbench.spi.BackendProvider"));
      jar.write("no.such.Provider".getBytes(StandardCharsets.UTF_8));
    }
    assertBroken(find(), "nothing", "no.such.Provider");
  }

  @Test
  void aProviderThatCannotBeMadeIsBroken() throws Exception {
    ToyPlugins.make(root, "toy", Behaviour.CONSTRUCTOR_THROWS);
    assertBroken(find(), "toy", "no constructor today");
  }

  @Test
  void aProviderThatCannotDescribeItselfIsBroken() throws Exception {
    ToyPlugins.make(root, "toy", Behaviour.INFO_THROWS);
    assertBroken(find(), "toy", "no info today");
  }

  @Test
  void anIdOtherThanTheFoldersNameIsBroken() throws Exception {
    Path folder = Files.createDirectories(root.resolve("mine"));
    ToyPlugins.jar(folder.resolve("toy.jar"), "other", Behaviour.GOOD);
    assertBroken(find(), "mine", "'other'", "'mine'");
  }

  @Test
  void anIdThatIsNoneIsBroken() throws Exception {
    Path folder = Files.createDirectories(root.resolve("Mine"));
    ToyPlugins.jar(folder.resolve("toy.jar"), "Mine", Behaviour.GOOD);
    assertBroken(find(), "Mine", "lower-case");
  }

  @Test
  void twoPluginsOfOneIdAreBothLeftOut() throws Exception {
    ToyPlugins.make(root.resolve("a"), "toy", Behaviour.GOOD);
    ToyPlugins.make(root.resolve("b"), "toy", Behaviour.GOOD);
    Plugins plugins =
        ToyPlugins.find(root.resolve("home"), List.of(root.resolve("a"), root.resolve("b")));
    assertThat(plugins.all()).isEmpty();
    assertBroken(
        plugins, "toy", root.resolve("a/toy").toString(), root.resolve("b/toy").toString());
  }

  @Test
  void aBrokenPluginOfTheUsersIsNotReplacedByTheBuiltOne() throws Exception {
    makeBuilt();
    ToyPlugins.make(root.resolve("own"), "toy", Behaviour.INFO_THROWS);
    Plugins plugins = ToyPlugins.find(root.resolve("home"), List.of(root.resolve("own")));
    assertThat(plugins.all()).isEmpty();
    assertBroken(plugins, "toy", "no info today");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void pluginsOfTheUsersOfOneIdAreNotReplacedByTheBuiltOne(int copies) throws Exception {
    makeBuilt();
    List<Path> folders = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      folders.add(root.resolve("own" + copy));
      ToyPlugins.make(folders.get(copy), "toy", Behaviour.GOOD);
    }
    Plugins plugins = ToyPlugins.find(root.resolve("home"), folders);
    assertThat(plugins.all()).isEmpty();
    assertBroken(plugins, "toy", "two plugins have the id 'toy'", "own0");
  }

  private void makeBuilt() throws Exception {
    Path built = Files.createDirectories(root.resolve("home/backends/toy/target/plugin"));
    ToyPlugins.jar(built.resolve("toy.jar"), "toy", Behaviour.GOOD);
  }

  @Test
  void aPluginFolderThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> ToyPlugins.find(root, List.of(root.resolve("missing"))))
        .isInstanceOf(BackbenchException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void thePluginsDigestIsThatOfItsJarsAlone() throws Exception {
    ToyPlugins.make(root.resolve("a"), "toy", Behaviour.GOOD);
    ToyPlugins.make(root.resolve("b"), "toy", Behaviour.GOOD);
    ToyPlugins.make(root.resolve("c"), "toy", Behaviour.WRONG);
    assertThat(digest("a")).isEqualTo(digest("b")).isNotEqualTo(digest("c"));
  }

  private String digest(String folder) {
    return ToyPlugins.find(root.resolve("home"), List.of(root.resolve(folder)))
        .plugin("toy")
        .orElseThrow()
        .digest();
  }

  private Plugins find() {
    return ToyPlugins.find(root.resolve("home"), List.of(root));
  }

  private static void assertBroken(Plugins plugins, String name, String... fragments) {
    BackbenchException problem = plugins.broken().get(name);
    assertThat(problem).isNotNull();
    assertThat(problem.code()).isEqualTo(ErrorCode.PLUGIN_BROKEN);
    assertThat(problem).hasMessageContainingAll(fragments);
  }
}
