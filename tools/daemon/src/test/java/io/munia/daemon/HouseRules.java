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
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/// The rules of the house that class files show, as ARCHITECTURE.md numbers them. What a file's
/// text shows (R9 to R12) is in [TidyRules].
final class HouseRules {
  private HouseRules() {}

  /// The one object of a pure package that threads share: it makes their calls one after another,
  /// and so has to put an interruption back.
  private static final String SHARED_BY_THREADS = "io.munia.ipam.Ipam";

  private static final String[] PURE = {
    "io.munia.net",
    "io.munia.bgp.message",
    "io.munia.bgp.attribute",
    "io.munia.bgp.capability",
    "io.munia.bgp.dissect",
    "io.munia.bgp.fsm",
    "io.munia.rib..",
    "io.munia.bfd",
    "io.munia.ndp",
    "io.munia.ipam",
    "io.munia.peering.model",
    "io.munia.peering.change"
  };

  static ArchRule arrowsPointDown() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("net")
        .definedBy("io.munia.net")
        .layer("bgp")
        .definedBy("io.munia.bgp..")
        .layer("rib")
        .definedBy("io.munia.rib..")
        .layer("fib")
        .definedBy("io.munia.fib..")
        .layer("bfd")
        .definedBy("io.munia.bfd..")
        .layer("ndp")
        .definedBy("io.munia.ndp..")
        .layer("libc")
        .definedBy("io.munia.libc")
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
        .whereLayer("bfd")
        .mayOnlyBeAccessedByLayers("daemon")
        .whereLayer("ndp")
        .mayOnlyBeAccessedByLayers("daemon")
        .whereLayer("libc")
        .mayOnlyBeAccessedByLayers("fib", "bfd", "ndp")
        .whereLayer("ipam")
        .mayOnlyBeAccessedByLayers("daemon")
        .whereLayer("rib")
        .mayOnlyBeAccessedByLayers("fib", "ipam", "peering", "daemon")
        .whereLayer("bgp")
        .mayOnlyBeAccessedByLayers("rib", "peering", "daemon");
  }

  static ArchRule arrowsPointDownInsideBgpCore() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("values")
        .definedBy("io.munia.bgp.attribute", "io.munia.bgp.capability")
        .layer("message")
        .definedBy("io.munia.bgp.message")
        .layer("codec")
        .definedBy("io.munia.bgp.codec")
        .layer("dissect")
        .definedBy("io.munia.bgp.dissect")
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
        .whereLayer("dissect")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("codec")
        .mayOnlyBeAccessedByLayers("dissect", "session", "transport");
  }

  static ArchRule packagesFormNoCycles() {
    return slices().matching("io.munia.(**)").should().beFreeOfCycles();
  }

  static ArchRule valuesKnowNoNettyNoSocketsNoThreads() {
    return noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .and()
        .doNotHaveFullyQualifiedName(SHARED_BY_THREADS)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.netty..", "java.net..", "java.nio.channels..")
                .or(describe("threads", HouseRules::isThreading)));
  }

  static ArchRule onlyDriversTouchClockThreadsAndChance() {
    DescribedPredicate<JavaClass> drivers =
        resideInAnyPackage(
            "io.munia.bgp.transport",
            "io.munia.fib.netlink",
            "io.munia.fib.netlink.socket",
            "io.munia.bfd.socket",
            "io.munia.ndp.socket",
            "io.munia.libc",
            "io.munia.ipam.store",
            "io.munia.peering.router",
            "io.munia.peering.control",
            "io.munia.daemon..");
    return noClasses()
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
        .dependOnClassesThat(describe("threads", HouseRules::isThreading));
  }

  static ArchRule onlyTheAdaptersSocketsMakeNativeCalls() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.munia.libc",
            "io.munia.fib.netlink.socket",
            "io.munia.bfd.socket",
            "io.munia.ndp.socket")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.foreign", "io.munia.libc");
  }

  static ArchRule onlyCodecsReadAndWriteWireFields() {
    return CompositeArchRule.of(
            noClasses()
                .that(
                    DescribedPredicate.not(
                        resideInAnyPackage(
                            "io.munia.bgp.codec",
                            "io.munia.fib.netlink.message",
                            "io.munia.fib.netlink.socket",
                            "io.munia.libc")))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.lang.invoke.VarHandle.class, java.nio.ByteOrder.class))
        .and(
            noClasses()
                .that()
                .resideOutsideOfPackage("io.munia.bgp.transport")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty.buffer"));
  }

  static ArchRule valuesAreRecordsEnumsOrSealedInterfaces() {
    return classes()
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
                        || isHolderOfPureFunctions(type)
                        || isBuilder(type);
                if (!value) {
                  events.add(
                      com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                          type, type.getName() + " is neither"));
                }
              }
            });
  }

  static ArchRule noClassIsNamedForWhatItIsNot() {
    return noClasses()
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
        .haveSimpleNameEndingWith("Base");
  }

  static ArchRule adaptersSeeAddressesAndPortsAlone() {
    return noClasses()
        .that()
        .resideInAnyPackage("io.munia.fib..", "io.munia.bfd..", "io.munia.ndp..", "io.munia.ipam..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.munia.bgp..")
                .or(
                    resideInAnyPackage(
                        "io.munia.rib.policy",
                        "io.munia.rib.table",
                        "io.munia.rib.decision",
                        "io.munia.rib.out")));
  }

  static ArchRule nothingIsBothStaticAndMutable() {
    return CompositeArchRule.of(
            com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
                .that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal())
        .and(
            noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(PURE)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .allowEmptyShould(true));
  }

  /// What a value is made with, inside of it.
  private static boolean isBuilder(JavaClass type) {
    return type.getSimpleName().equals("Builder")
        && type.getEnclosingClass().filter(JavaClass::isRecord).isPresent();
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
