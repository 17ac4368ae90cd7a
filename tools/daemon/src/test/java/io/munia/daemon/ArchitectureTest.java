package io.munia.daemon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

/// The rules of the house, as ARCHITECTURE.md numbers them, over all modules that the daemon is
/// made of. What a file's text shows (R9, R11, R12) is in [TidyTest].
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.munia");

  /// The one object of a pure package that threads share: it makes their calls one after another,
  /// and so has to put an interruption back.
  private static final String SHARED_BY_THREADS = "io.munia.ipam.Ipam";

  private static final String[] PURE = {
    "io.munia.net",
    "io.munia.bgp.message",
    "io.munia.bgp.attribute",
    "io.munia.bgp.capability",
    "io.munia.bgp.fsm",
    "io.munia.rib..",
    "io.munia.ipam",
    "io.munia.peering.model",
    "io.munia.peering.change"
  };

  @Test
  void r1_arrows_point_down() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("net")
        .definedBy("io.munia.net")
        .layer("bgp")
        .definedBy("io.munia.bgp..")
        .layer("rib")
        .definedBy("io.munia.rib..")
        .layer("fib")
        .definedBy("io.munia.fib..")
        .layer("ipam")
        .definedBy("io.munia.ipam..")
        .layer("peering")
        .definedBy("io.munia.peering..")
        .layer("daemon")
        .definedBy("io.munia.daemon..")
        .whereLayer("daemon")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("peering")
        .mayOnlyBeAccessedByLayers("daemon")
        .whereLayer("fib")
        .mayOnlyBeAccessedByLayers("daemon")
        .whereLayer("ipam")
        .mayOnlyBeAccessedByLayers("daemon")
        .whereLayer("rib")
        .mayOnlyBeAccessedByLayers("fib", "ipam", "peering", "daemon")
        .whereLayer("bgp")
        .mayOnlyBeAccessedByLayers("rib", "peering", "daemon")
        .check(CLASSES);
  }

  @Test
  void r1_inside_bgp_core_codec_and_fsm_stand_between_values_and_sessions() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("values")
        .definedBy("io.munia.bgp.attribute", "io.munia.bgp.capability")
        .layer("message")
        .definedBy("io.munia.bgp.message")
        .layer("codec")
        .definedBy("io.munia.bgp.codec")
        .layer("fsm")
        .definedBy("io.munia.bgp.fsm")
        .layer("session")
        .definedBy("io.munia.bgp.session")
        .layer("transport")
        .definedBy("io.munia.bgp.transport")
        .whereLayer("transport")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("session")
        .mayOnlyBeAccessedByLayers("transport")
        .whereLayer("fsm")
        .mayOnlyBeAccessedByLayers("session", "transport")
        .whereLayer("codec")
        .mayOnlyBeAccessedByLayers("session", "transport")
        .check(CLASSES);
  }

  @Test
  void r2_packages_form_no_cycles() {
    slices().matching("io.munia.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void r3_values_fsm_rib_and_model_know_no_netty_no_sockets_no_threads() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .and()
            .doNotHaveFullyQualifiedName(SHARED_BY_THREADS)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("io.netty..", "java.net..", "java.nio.channels..")
                    .or(describe("threads", ArchitectureTest::isThreading)));
    rule.check(CLASSES);
  }

  @Test
  void r4_only_drivers_touch_the_clock_threads_and_chance() {
    DescribedPredicate<JavaClass> drivers =
        resideInAnyPackage(
            "io.munia.bgp.transport",
            "io.munia.fib.netlink",
            "io.munia.fib.netlink.socket",
            "io.munia.ipam.store",
            "io.munia.peering.router",
            "io.munia.peering.control",
            "io.munia.daemon..");
    noClasses()
        .that(DescribedPredicate.not(drivers))
        .and()
        .doNotHaveFullyQualifiedName(SHARED_BY_THREADS)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat(describe("threads", ArchitectureTest::isThreading))
        .check(CLASSES);
  }

  @Test
  void r5_only_the_netlink_socket_makes_native_calls() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.munia.fib.netlink.socket")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign")
        .check(CLASSES);
  }

  @Test
  void r6_wire_fields_are_read_and_written_by_the_codecs_alone() {
    noClasses()
        .that(
            DescribedPredicate.not(
                resideInAnyPackage(
                    "io.munia.bgp.codec",
                    "io.munia.fib.netlink.message",
                    "io.munia.fib.netlink.socket")))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(java.lang.invoke.VarHandle.class, java.nio.ByteOrder.class)
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.munia.bgp.transport")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty.buffer")
        .check(CLASSES);
  }

  @Test
  void r7_values_are_records_enums_or_sealed_interfaces() {
    classes()
        .that()
        .resideInAnyPackage(
            "io.munia.bgp.message",
            "io.munia.bgp.attribute",
            "io.munia.bgp.capability",
            "io.munia.peering.model",
            "io.munia.peering.change")
        .and(describe("are types of their own", type -> !type.isAnonymousClass()))
        .and(describe("hold data", type -> !type.getSimpleName().equals("package-info")))
        .should(
            new com.tngtech.archunit.lang.ArchCondition<JavaClass>(
                "be a record, an enum or a sealed interface") {
              @Override
              public void check(JavaClass type, com.tngtech.archunit.lang.ConditionEvents events) {
                Class<?> reflected = type.reflect();
                boolean value =
                    reflected.isRecord()
                        || reflected.isEnum()
                        || reflected.isInterface() && reflected.isSealed()
                        || reflected.isAnnotationPresent(FunctionalInterface.class)
                        || isHolderOfPureFunctions(type);
                if (!value) {
                  events.add(
                      com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                          type, type.getName() + " is neither"));
                }
              }
            })
        .check(CLASSES);
  }

  @Test
  void r8_no_class_is_named_for_what_it_is_not() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Base")
        .check(CLASSES);
  }

  @Test
  void r13_adapters_see_addresses_and_the_ports_of_the_rib_alone() {
    noClasses()
        .that()
        .resideInAnyPackage("io.munia.fib..", "io.munia.ipam..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.munia.bgp..")
                .or(
                    resideInAnyPackage(
                        "io.munia.rib.policy",
                        "io.munia.rib.table",
                        "io.munia.rib.decision",
                        "io.munia.rib.out")))
        .check(CLASSES);
  }

  @Test
  void nothing_is_both_static_and_mutable() {
    com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
        .that()
        .areStatic()
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .check(CLASSES);
    noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(PURE)
        .should()
        .haveModifier(JavaModifier.SYNCHRONIZED)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static boolean isHolderOfPureFunctions(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.FINAL)
        && type.getFields().stream()
            .allMatch(field -> field.getModifiers().contains(JavaModifier.STATIC))
        && type.getMethods().stream()
            .allMatch(method -> method.getModifiers().contains(JavaModifier.STATIC));
  }

  private static boolean isThreading(JavaClass type) {
    return type.isEquivalentTo(Thread.class)
        || type.isAssignableTo(ExecutorService.class)
        || type.getPackageName().startsWith("java.util.concurrent")
            && !type.isEquivalentTo(Executor.class);
  }
}
