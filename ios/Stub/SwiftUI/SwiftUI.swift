// What the app uses of SwiftUI: declarations only, to compile its views on a machine that has none. It is what we say SwiftUI is.

@_exported import Foundation

@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder var body: Body { get }
}
extension Never: View { public typealias Body = Never }
extension Never { public var body: Never { fatalError() } }

/// A view without a body of ours.
public protocol PrimitiveView: View where Body == Never {}
extension PrimitiveView { public var body: Never { fatalError() } }

@resultBuilder public enum ViewBuilder {
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildExpression<V: View>(_ view: V) -> V { view }
    public static func buildBlock<V: View>(_ view: V) -> V { view }
    public static func buildBlock<each V: View>(_ views: repeat each V) -> TupleView<(repeat each V)> { TupleView() }
    public static func buildIf<V: View>(_ view: V?) -> V? { view }
    public static func buildEither<A: View, B: View>(first: A) -> Either<A, B> { Either() }
    public static func buildEither<A: View, B: View>(second: B) -> Either<A, B> { Either() }
}
extension Optional: View where Wrapped: View {
    public typealias Body = Never
    public var body: Never { fatalError() }
}
public struct EmptyView: PrimitiveView { public nonisolated init() {} }
public struct TupleView<T>: PrimitiveView { public nonisolated init() {} }
public struct Either<A: View, B: View>: PrimitiveView { public nonisolated init() {} }

// State

@propertyWrapper public struct State<Value> {
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public var wrappedValue: Value {
        get { fatalError() }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { fatalError() }
}
@propertyWrapper @dynamicMemberLookup public struct Binding<Value> {
    public init(
        get: @escaping @isolated(any) @Sendable () -> Value, set: @escaping @isolated(any) @Sendable (Value) -> Void
    ) {}
    public var wrappedValue: Value {
        get { fatalError() }
        nonmutating set {}
    }
    public var projectedValue: Binding<Value> { self }
    public subscript<T>(dynamicMember path: WritableKeyPath<Value, T>) -> Binding<T> { fatalError() }
}
@propertyWrapper @dynamicMemberLookup public struct Bindable<Value: AnyObject> {
    public var wrappedValue: Value
    public var projectedValue: Bindable<Value> { self }
    public init(wrappedValue: Value) { self.wrappedValue = wrappedValue }
    public subscript<T>(dynamicMember path: ReferenceWritableKeyPath<Value, T>) -> Binding<T> { fatalError() }
}
public struct EnvironmentValues {
    public var scenePhase: ScenePhase { fatalError() }
    public var colorScheme: ColorScheme { fatalError() }
    public var locale: Locale {
        get { fatalError() }
        set {}
    }
}
@propertyWrapper public struct Environment<Value> {
    public init(_ path: KeyPath<EnvironmentValues, Value>) {}
    public var wrappedValue: Value { fatalError() }
}
public enum ScenePhase: Sendable { case background, inactive, active }

// Layout

public struct HorizontalAlignment: Sendable { public static let leading = Self(), center = Self(), trailing = Self() }
public struct VerticalAlignment: Sendable { public static let top = Self(), center = Self(), bottom = Self() }
public struct Alignment: Sendable { public static let leading = Self(), center = Self() }
public enum VerticalEdge: Sendable { case top, bottom }
public enum Axis: Sendable { case horizontal, vertical }
public struct VStack<C: View>: PrimitiveView {
    public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct HStack<C: View>: PrimitiveView {
    public init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct ZStack<C: View>: PrimitiveView { public init(@ViewBuilder content: () -> C) {} }
public struct GeometryProxy { public var size: CGSize { fatalError() } }
public struct GeometryReader<C: View>: PrimitiveView {
    public init(@ViewBuilder content: @escaping (GeometryProxy) -> C) {}
}
public struct Group<C: View>: PrimitiveView { public init(@ViewBuilder content: () -> C) {} }
public struct NavigationStack<C: View>: PrimitiveView { public init(@ViewBuilder root: () -> C) {} }
public struct List<C: View>: PrimitiveView { public init(@ViewBuilder content: () -> C) {} }
public struct ForEach<D: RandomAccessCollection, ID: Hashable, C: View>: PrimitiveView {
    public init(_ data: D, id: KeyPath<D.Element, ID>, @ViewBuilder content: @escaping (D.Element) -> C) {}
}

// Parts

public struct Text: PrimitiveView { public nonisolated init<S: StringProtocol>(_ text: S) {} }
public struct Label: PrimitiveView { public nonisolated init<S: StringProtocol>(_ text: S, systemImage: String) {} }
public struct Button<C: View>: PrimitiveView {
    public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> C) {}
}
extension Button where C == Text {
    public init<S: StringProtocol>(_ text: S, action: @escaping @MainActor () -> Void) {}
}
public struct TextField: PrimitiveView {
    public init<S: StringProtocol>(_ text: S, text value: Binding<String>, axis: Axis) {}
}
public struct ProgressView: PrimitiveView {
    public nonisolated init() {}
    public nonisolated init<V: BinaryFloatingPoint>(value: V?, total: V = 1.0) {}
}
public struct ShareLink: PrimitiveView {
    public init<S: StringProtocol>(_ text: S, item: String) {}
    public init<S: StringProtocol>(_ text: S, item: URL) {}
}
public struct Rectangle: PrimitiveView { public nonisolated init() {} }
public struct Circle: PrimitiveView { public nonisolated init() {} }

// Looks

public struct Font: Sendable {
    public static let title3 = Self(), headline = Self(), subheadline = Self(), body = Self()
}
public enum ColorScheme: Sendable { case light, dark }
public protocol ShapeStyle: Sendable {
    associatedtype Resolved: ShapeStyle = Never
    func resolve(in environment: EnvironmentValues) -> Resolved
}
extension Never: ShapeStyle {
    public typealias Resolved = Never
    public func resolve(in environment: EnvironmentValues) -> Never { fatalError("declared only") }
}
extension ShapeStyle where Resolved == Never {
    public func resolve(in environment: EnvironmentValues) -> Never { fatalError("declared only") }
}
public struct Color: ShapeStyle {
    public static let primary = Self(), secondary = Self(), green = Self(), red = Self(), clear = Self()
    init() {}
    public init(white: Double, opacity: Double = 1) {}
    public init(red: Double, green: Double, blue: Double, opacity: Double = 1) {}
}
// Beside the type, for its colours belong to no actor.
extension Color: PrimitiveView {}
public enum Visibility: Sendable { case automatic, visible, hidden }
public struct BarStyle: ShapeStyle {}
extension ShapeStyle where Self == BarStyle { public static var bar: Self { .init() } }
extension ShapeStyle where Self == Color { public static var secondary: Self { .init() } }
public enum DynamicTypeSize: Int, Comparable, Sendable {
    case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
    case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5
    public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
public struct AccessibilityTraits: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let isHeader = Self(rawValue: 1), isSelected = Self(rawValue: 2), isButton = Self(rawValue: 4)
}
public struct AccessibilityChildBehavior: Sendable { public static let combine = Self() }
@MainActor @preconcurrency public protocol ViewModifier {
    associatedtype Body: View
    typealias Content = ModifiedContent
    @ViewBuilder func body(content: Content) -> Body
}
public struct ModifiedContent: PrimitiveView {}
public struct ToolbarItemPlacement: Sendable { public static let navigation = Self() }
public protocol ToolbarContent {}
public struct ToolbarItem<C: View>: ToolbarContent {
    public init(placement: ToolbarItemPlacement, @ViewBuilder content: () -> C) {}
}
extension Optional: ToolbarContent where Wrapped: ToolbarContent {}
@resultBuilder public enum ToolbarContentBuilder {
    public static func buildExpression<T: ToolbarContent>(_ item: T) -> T { item }
    public static func buildBlock<T: ToolbarContent>(_ item: T) -> T { item }
    public static func buildIf<T: ToolbarContent>(_ item: T?) -> T? { item }
}
public struct UTType: Sendable { public static let data = Self(), jpeg = Self(), movie = Self(), image = Self() }

@MainActor extension View {
    public func font(_ font: Font?) -> some View { self }
    public func bold(_ isBold: Bool = true) -> some View { self }
    public func foregroundStyle<S: ShapeStyle>(_ style: S) -> some View { self }
    public func background<S: ShapeStyle>(_ style: S) -> some View { self }
    public func padding() -> some View { self }
    public func frame(minWidth: CGFloat? = nil, minHeight: CGFloat? = nil) -> some View { self }
    public func frame(maxWidth: CGFloat?, alignment: Alignment = .center) -> some View { self }
    public func frame(width: CGFloat?, height: CGFloat?) -> some View { self }
    public func position(x: CGFloat, y: CGFloat) -> some View { self }
    public func listRowBackground<V: View>(_ view: V?) -> some View { self }
    public func scrollContentBackground(_ visibility: Visibility) -> some View { self }
    public func border<S: ShapeStyle>(_ style: S, width: CGFloat = 1) -> some View { self }
    public func overlay<C: View>(@ViewBuilder content: () -> C) -> some View { self }
    public func contentShape(_ shape: Rectangle) -> some View { self }
    public func gesture<G: Gesture>(_ gesture: G) -> some View { self }
    public func onTapGesture(perform action: @escaping @MainActor () -> Void) -> some View { self }
    public func disabled(_ isDisabled: Bool) -> some View { self }
    public func id<ID: Hashable>(_ id: ID) -> some View { self }
    public func navigationTitle<S: StringProtocol>(_ title: S) -> some View { self }
    public func toolbar<T: ToolbarContent>(@ToolbarContentBuilder content: () -> T) -> some View { self }
    public func safeAreaInset<C: View>(edge: VerticalEdge, @ViewBuilder content: () -> C) -> some View { self }
    public func preferredColorScheme(_ scheme: ColorScheme?) -> some View { self }
    public func environment<V>(_ path: WritableKeyPath<EnvironmentValues, V>, _ value: V) -> some View { self }
    public func dynamicTypeSize(_ size: DynamicTypeSize) -> some View { self }
    public func dynamicTypeSize<R: RangeExpression<DynamicTypeSize>>(_ range: R) -> some View { self }
    public func modifier<M: ViewModifier>(_ modifier: M) -> some View { self }
    public func privacySensitive(_ isPrivate: Bool = true) -> some View { self }
    public func accessibilityLabel<S: StringProtocol>(_ label: S) -> some View { self }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View { self }
    public func accessibilityHidden(_ isHidden: Bool) -> some View { self }
    public func accessibilityAction<S: StringProtocol>(
        named name: S, _ action: @escaping @MainActor () -> Void
    ) -> some View { self }
    public func accessibilityElement(children: AccessibilityChildBehavior) -> some View { self }
    public func task(
        priority: TaskPriority = .userInitiated,
        @_inheritActorContext _ action: sending @escaping @isolated(any) () async -> Void
    ) -> some View { self }
    public func task<ID: Equatable>(
        id: ID, priority: TaskPriority = .userInitiated,
        @_inheritActorContext _ action: sending @escaping @isolated(any) () async -> Void
    ) -> some View { self }
    public func onChange<V: Equatable>(of value: V, _ action: @escaping (V, V) -> Void) -> some View { self }
    public func sheet<C: View>(
        isPresented: Binding<Bool>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> C
    ) -> some View { self }
    public func onOpenURL(perform action: @escaping @MainActor (URL) -> Void) -> some View { self }
    public func fileImporter(
        isPresented: Binding<Bool>, allowedContentTypes: [UTType],
        onCompletion: @escaping (Result<URL, any Error>) -> Void
    ) -> some View { self }
}

// Gestures

@MainActor @preconcurrency public protocol Gesture<Value> {
    associatedtype Value
}
extension Gesture {
    public func onChanged(_ action: @escaping @MainActor (Value) -> Void) -> some Gesture<Value> { self }
    public func onEnded(_ action: @escaping @MainActor (Value) -> Void) -> some Gesture<Value> { self }
}
public struct DragGesture: Gesture {
    public struct Value { public var translation: CGSize { fatalError() } }
    public init(minimumDistance: CGFloat = 10) {}
}
public struct SpatialTapGesture: Gesture {
    public struct Value { public var location: CGPoint { fatalError() } }
    public init() {}
}

// The app

@MainActor @preconcurrency public protocol Scene {}
@MainActor @preconcurrency public protocol App {
    associatedtype Body: Scene
    var body: Body { get }
    init()
}
extension App { public static func main() {} }
public struct WindowGroup<C: View>: Scene { public init(@ViewBuilder content: () -> C) {} }
