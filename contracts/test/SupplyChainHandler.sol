// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {ISupplyChain} from "../interfaces/ISupplyChain.sol";
import {ICustody} from "../interfaces/ICustody.sol";
import {ReferenceTypedData as TypedData} from "../reference/ReferenceTypedData.sol";
import {CompactHandover} from "../types/CompactHandover.sol";
import {Parties} from "./Parties.sol";

/// @dev Does what parties and strangers do, at random, to the contract and to its slow twin in step. Both must answer alike: the same
/// result or the same error. Keeps its own account of what the state should be.
contract SupplyChainHandler is Parties {
    struct Move {
        bytes32 unit;
        address from;
        address to;
        uint48 deadline;
        uint256 fromKey;
        uint256 toKey;
        bytes32 structHash;
        bytes32 offerHash;
    }

    uint256 public constant UNITS = 3;

    ISupplyChain public immutable chain;
    ISupplyChain public immutable twin;

    uint256 public anchors;
    uint256 public successes;
    uint256 public differences;
    mapping(bytes32 unit => uint256) public changes;
    mapping(bytes32 unit => address) public holders;

    uint256 private _now = 1_000_000;

    constructor(ISupplyChain chain_, ISupplyChain twin_) {
        chain = chain_;
        twin = twin_;
    }

    function unitAt(uint256 seed) public pure returns (bytes32) {
        return bytes32(1 + (seed % UNITS));
    }

    function register(uint8 who, uint16 roles, bytes20 profile) external {
        _both(address(this), abi.encodeCall(chain.registerActor, (party(who), roles, profile)));
    }

    function revoke(uint8 who, uint8 luck) external {
        // Rarely, as it is for good.
        if (luck < 16) _both(address(this), abi.encodeCall(chain.revokeActor, (party(who))));
    }

    function anchor(uint8 who, bytes32 root, bool again, bool isCheckpoint) external {
        // Often the same few roots, as repeated leaves are the log's hardest case.
        bytes32 value = again ? bytes32(uint256(root) % 3) : root;
        bytes4 selector = isCheckpoint ? chain.anchorCheckpoint.selector : chain.anchor.selector;
        if (_both(party(who), abi.encodeWithSelector(selector, value))) ++anchors;
    }

    function pass(uint8 seconds_) external {
        _now += seconds_;
    }

    function open(uint8 unit, uint8 who, uint8 signer, bool bySignature) external {
        bytes32 id = unitAt(unit);
        if (!bySignature) {
            if (_both(party(who), abi.encodeCall(chain.open, (id, id)))) holders[id] = party(who);
            return;
        }
        uint48 deadline = uint48(_now);
        bytes32 structHash = TypedData.open(id, party(who), id, deadline);
        bytes memory forChain = abi.encodeCall(chain.openBySig, (id, party(who), id, deadline, _sign(chain, signer, structHash)));
        bytes memory forTwin = abi.encodeCall(chain.openBySig, (id, party(who), id, deadline, _sign(twin, signer, structHash)));
        if (_each(party(signer), forChain, forTwin)) holders[id] = party(who);
    }

    /// @dev Mostly the right signers and seq, so that custody does move; `slip` gets one of them wrong now and then.
    function handover(uint8 unit, uint8 to, uint8 slip, uint8 form) external {
        Move memory move = _move(unitAt(unit), party(to), slip);
        uint64 seq = chain.custodyOf(move.unit).seq + (slip % 16 == 2 ? 1 : 0);
        move.structHash = TypedData.handover(move.unit, move.from, move.to, seq, move.unit, move.deadline);
        if (_each(party(to), _handoverCall(chain, move, form), _handoverCall(twin, move, form))) _moved(move.unit, move.to);
    }

    function handoverAll(uint8 first, uint8 count, uint8 to, uint8 slip) external {
        bytes32[] memory units = new bytes32[](count % (UNITS + 1));
        uint64[] memory seqs = new uint64[](units.length);
        for (uint256 i = 0; i < units.length; ++i) {
            units[i] = unitAt(uint256(first) + i);
            seqs[i] = chain.custodyOf(units[i]).seq + (slip % 16 == 2 ? 1 : 0);
        }
        Move memory move = _move(units.length == 0 ? bytes32(0) : units[0], party(to), slip);
        move.structHash = TypedData.handoverMany(units, seqs, move.from, move.to, move.unit, move.deadline);
        if (!_each(address(this), _manyCall(chain, move, units), _manyCall(twin, move, units))) return;
        for (uint256 i = 0; i < units.length; ++i) _moved(units[i], move.to);
    }

    function reject(uint8 unit, uint8 to, uint8 slip) external {
        Move memory move = _move(unitAt(unit), party(to), slip);
        uint64 seq = chain.custodyOf(move.unit).seq + (slip % 16 == 2 ? 1 : 0);
        move.offerHash = TypedData.handover(move.unit, move.from, move.to, seq, move.unit, move.deadline);
        move.structHash = TypedData.reject(move.unit, move.from, move.to, seq, move.unit, move.deadline, "broken");
        if (_each(address(this), _rejectCall(chain, move), _rejectCall(twin, move))) ++changes[move.unit];
    }

    function withdraw(uint8 unit, uint8 who) external {
        if (_both(party(who), abi.encodeCall(chain.withdraw, (unitAt(unit))))) ++changes[unitAt(unit)];
    }

    function close(uint8 unit, uint8 who, uint8 luck) external {
        // Rarely, as it is for good.
        bytes32 id = unitAt(unit);
        if (luck < 24 && _both(party(who), abi.encodeCall(chain.close, (id, id)))) ++changes[id];
    }

    function recover(uint8 unit, uint8 who, bool toNobody) external {
        bytes32 id = unitAt(unit);
        address to = toNobody ? address(0) : party(who);
        if (_both(address(this), abi.encodeCall(chain.recover, (id, to, "key lost")))) _moved(id, to);
    }

    /// @dev Parties, keys and deadline of a handover; one in eight is late or carries a wrong key.
    function _move(bytes32 unit, address to, uint8 slip) private view returns (Move memory move) {
        move.unit = unit;
        (move.from, move.to) = (chain.custodyOf(unit).holder, to);
        move.deadline = uint48(slip % 16 == 1 ? _now - 1 : _now);
        move.fromKey = _keyOf(move.from) + (slip % 16 == 3 ? 1 : 0);
        move.toKey = _keyOf(to) + (slip % 16 == 4 ? 1 : 0);
    }

    function _handoverCall(ISupplyChain target, Move memory move, uint8 form) private view returns (bytes memory) {
        bytes32 hash = digest(target, move.structHash);
        if (form % 3 == 0) {
            (bytes memory fromSignature, bytes memory toSignature) = (signed(move.fromKey, hash), signed(move.toKey, hash));
            return abi.encodeCall(chain.handover, (move.unit, move.to, move.unit, move.deadline, fromSignature, toSignature));
        }
        CompactHandover memory c = CompactHandover(move.unit, move.to, move.unit, move.deadline, 0, 0, 0, 0);
        (c.fromR, c.fromVs) = compact(move.fromKey, hash);
        (c.toR, c.toVs) = compact(move.toKey, hash);
        if (form % 3 == 1) return abi.encodeCall(chain.handoverCompact, (c));
        return abi.encodeCall(chain.accept, (move.unit, move.unit, move.deadline, c.fromR, c.fromVs));
    }

    function _manyCall(ISupplyChain target, Move memory move, bytes32[] memory units) private view returns (bytes memory) {
        bytes32 hash = digest(target, move.structHash);
        (bytes memory fromSignature, bytes memory toSignature) = (signed(move.fromKey, hash), signed(move.toKey, hash));
        return abi.encodeCall(chain.handoverMany, (units, move.to, move.unit, move.deadline, fromSignature, toSignature));
    }

    function _rejectCall(ISupplyChain target, Move memory move) private view returns (bytes memory) {
        bytes memory offer = signed(move.fromKey, digest(target, move.offerHash));
        bytes memory refusal = signed(move.toKey, digest(target, move.structHash));
        return abi.encodeCall(chain.reject, (move.unit, move.to, move.unit, move.deadline, "broken", offer, refusal));
    }

    function _moved(bytes32 unit, address to) private {
        ++changes[unit];
        holders[unit] = to;
    }

    function _sign(ISupplyChain target, uint8 signer, bytes32 structHash) private view returns (bytes memory) {
        return signed(key(signer), digest(target, structHash));
    }

    /// @dev A party's key, or some other key for an account that has none here.
    function _keyOf(address account) private pure returns (uint256) {
        for (uint256 i = 0; i < PARTIES; ++i) if (party(i) == account) return key(i);
        return 1;
    }

    function _both(address sender, bytes memory data) private returns (bool) {
        return _each(sender, data, data);
    }

    /// @dev Calls both in the same second and notes where one does what the other does not. Digests inside errors differ by the address.
    function _each(address sender, bytes memory forChain, bytes memory forTwin) private returns (bool) {
        VM.warp(_now);
        VM.prank(sender);
        (bool done, bytes memory result) = address(chain).call(forChain);
        VM.prank(sender);
        (bool twinDone, bytes memory twinResult) = address(twin).call(forTwin);
        bool digestError = !done && bytes4(result) == ICustody.CustodyInvalidSignature.selector;
        bool alike = digestError ? bytes4(result) == bytes4(twinResult) : keccak256(result) == keccak256(twinResult);
        if (done != twinDone || !alike) ++differences;
        if (done) ++successes;
        return done;
    }
}
