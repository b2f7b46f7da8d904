// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Emissions} from "../libraries/Emissions.sol";
import {Test} from "./Test.sol";

/// @dev What holds for any numbers within the limits.
contract EmissionsTest is Test {
    function testFuzz_UpAndDownAreTheWholeNumbersAroundTheTruth(uint256 mass, uint256 distance, uint256 intensity) external pure {
        mass = bound(mass, 0, Emissions.MAX_MASS_GRAMS);
        distance = bound(distance, 0, Emissions.MAX_DISTANCE_METRES);
        intensity = bound(intensity, 0, Emissions.MAX_INTENSITY);
        uint256 up = Emissions.transportGrams(mass, distance, intensity, Math.Rounding.Ceil);
        uint256 down = Emissions.transportGrams(mass, distance, intensity, Math.Rounding.Floor);
        uint256 exact = mass * distance * intensity;
        assertTrue(up * 1e12 >= exact && down * 1e12 <= exact && up - down <= 1, "bounds");
    }

    function testFuzz_TwoPartsOfALegHaveAGramMoreThanTheWholeAtMost(uint256 mass, uint256 distance, uint256 first) external pure {
        mass = bound(mass, 0, Emissions.MAX_MASS_GRAMS);
        distance = bound(distance, 1, Emissions.MAX_DISTANCE_METRES);
        first = bound(first, 0, distance);
        uint256 whole = Emissions.transportGrams(mass, distance, 95_020, Math.Rounding.Ceil);
        uint256 parts =
            Emissions.transportGrams(mass, first, 95_020, Math.Rounding.Ceil) +
                Emissions.transportGrams(mass, distance - first, 95_020, Math.Rounding.Ceil);
        assertTrue(parts >= whole && parts <= whole + 1, "additive");
    }

    function testFuzz_ASavingIsNeverMoreThanTheDifference(uint128 baseline, uint128 actual) external pure {
        uint256 saved = Emissions.savedGrams(baseline, actual);
        assertEq(saved, baseline > actual ? baseline - actual : 0, "saved");
    }

    function testFuzz_PartsOfAShareAreTheWholeOrAGramMore(uint256 grams, uint256 part, uint256 whole) external pure {
        grams = bound(grams, 0, type(uint64).max);
        whole = bound(whole, 1, Emissions.MAX_MASS_GRAMS);
        part = bound(part, 0, whole);
        uint256 both =
            Emissions.shareGrams(grams, part, whole, Math.Rounding.Ceil) +
                Emissions.shareGrams(grams, whole - part, whole, Math.Rounding.Ceil);
        assertTrue(both >= grams && both <= grams + 1, "shares");
    }
}
