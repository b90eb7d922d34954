// Pictures: to look at, and such on which places are covered.

import LinliModels
import SwiftUI

/// A picture to look at; which one it is stands below, and is read out with it.
struct ImageView: View {
    let label: String
    let seen: any SeenPicture

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            SeenImage(seen).accessibilityLabel(label)
            Text(label).font(.subheadline).foregroundStyle(.secondary).accessibilityHidden(true)
        }
    }
}

/// A picture on which places are covered: a tap covers one more, dragging moves it, its corner resizes it.
struct PictureView: View {
    let picture: Block.Picture

    var body: some View {
        SeenImage(picture.seen)
            .accessibilityLabel(picture.label)
            // Whoever cannot see where covers the middle, and moves that by buttons.
            .accessibilityAction(named: picture.addSaid) { picture.add(Cover.whole / 2, Cover.whole / 2) }
            .overlay {
                GeometryReader { room in
                    CoversView(picture: picture, size: room.size)
                }
            }
    }
}

/// What is covered, and where a finger covers more.
private struct CoversView: View {
    let picture: Block.Picture
    let size: CGSize

    var body: some View {
        ZStack {
            Color.clear
                .contentShape(Rectangle())
                .gesture(
                    SpatialTapGesture().onEnded { tap in
                        picture.add(thousandths(tap.location.x, size.width), thousandths(tap.location.y, size.height))
                    }
                )
                .accessibilityHidden(true)
            ForEach(picture.covers.indices, id: \.self) { at in
                CoverView(picture: picture, at: at, size: size)
            }
        }
    }
}

@MainActor
private func thousandths(_ points: CGFloat, _ side: CGFloat) -> Int {
    side > 0 ? min(max(Int(points * CGFloat(Cover.whole) / side), -Cover.whole), Cover.whole) : 0
}

/// A covered place, as large as what is covered; what can be touched is at least as large as a thumb.
private struct CoverView: View {
    let picture: Block.Picture
    let at: Int
    let size: CGSize
    @State private var moved = CGSize.zero
    @State private var grown = CGSize.zero

    private var covered: Block.Covered { picture.covers[at] }

    private var isChosen: Bool { picture.chosen == at }

    /// As it stands while a finger is on it.
    private var cover: Cover {
        covered.cover
            .moved(right: thousandths(moved.width, size.width), down: thousandths(moved.height, size.height))
            .grown(wider: thousandths(grown.width, size.width), taller: thousandths(grown.height, size.height))
    }

    private func points(_ thousandths: Int, _ side: CGFloat) -> CGFloat {
        CGFloat(thousandths) * side / CGFloat(Cover.whole)
    }

    var body: some View {
        let (wide, high) = (points(cover.width, size.width), points(cover.height, size.height))
        let (left, top) = (points(cover.left, size.width), points(cover.top, size.height))
        Rectangle()
            .foregroundStyle(Color(white: 0.125))
            .frame(width: wide, height: high)
            .border(isChosen ? Color.green : Color.clear, width: 3)
            .target()
            .contentShape(Rectangle())
            .accessibilityLabel(covered.name)
            .accessibilityAddTraits(isChosen ? [.isButton, .isSelected] : .isButton)
            .gesture(drag($moved))
            .onTapGesture { picture.choose(at) }
            .position(x: left + wide / 2, y: top + high / 2)
        if isChosen {
            Circle()
                .foregroundStyle(Color.green)
                .frame(width: 28, height: 28)
                .target()
                .contentShape(Rectangle())
                .accessibilityLabel(covered.corner)
                .gesture(drag($grown))
                .position(x: left + wide, y: top + high)
        }
    }

    /// It is written down once the finger is off.
    private func drag(_ come: Binding<CGSize>) -> some Gesture {
        DragGesture(minimumDistance: 2)
            .onChanged { come.wrappedValue = $0.translation }
            .onEnded { _ in
                let last = cover
                come.wrappedValue = .zero
                picture.put(at, last)
            }
    }
}
