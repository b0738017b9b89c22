// One small correction at one school that a consumer has to be told of.

import SENDRecords

extension City {
    /// The city after a school has corrected the date of admission of one child with a plan.
    /// - Parameter number: another number corrects another child, as far as there are others.
    public func withOneChange(_ number: Int) -> (city: City, school: School) {
        var next = self
        let places = rolls.indices.flatMap { school in
            rolls[school].indices.filter { row in
                let person = people[rolls[school][row].person]
                return rolls[school][row].provision == .plan && rolls[school][row].trouble == .none && !person.isPlanted
                    && person.subsidiary == nil && council.rowOf[rolls[school][row].person] != nil
            }.map { (school: school, row: $0) }
        }
        guard !places.isEmpty else { return (next, schools[0]) }
        // Neighbours in the list are of one school: spread them.
        let place = places[(number * 37) % places.count]
        next.rolls[place.school][place.row].entry = rolls[place.school][place.row].entry.adding(days: -1)
        return (next, schools[place.school])
    }
}
